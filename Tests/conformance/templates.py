"""Random templates: statements, whitespace control, inheritance, macros, includes."""

from expressions import Expressions


class Templates(Expressions):
    """Writes sets of templates; the first to render is `main.html`."""

    def __init__(self, source):
        super().__init__(source)
        self.macros = 0
        # Names that are set: others inside of what is captured or called later.
        self.names = ["v1", "v2"]

    def template_set(self):
        return self.weighted((20, lambda: {"main.html": self.hole(self.value())}), (10, lambda: {"main.html": self.mistake()}), (40, lambda: {"main.html": self.body()}),
                             (30, self.family))

    def mistake(self):
        """Where every part is reached: what stands in a branch that is not, only Vitrine reports."""
        return self.weighted(
            (10, lambda: self.hole(self.wrong(0))), (2, lambda: self.hole(f"('x' if {self.condition()}){self.pick(['', '|upper', ' ~ 1'])}")),
            (1, lambda: "{% macro m(a, b=1) %}{{ a }}{% endmacro %}" + self.hole(f"m({self.pick(['1, 2, 3', '', 'c=1', '1, a=2', '1, b=2', 'b=1'])})")),
            (1, lambda: self.tag("for x, y in [[1, 2], [3]]") + self.tag("endfor")), (1, lambda: self.tag(f"for x in {self.plain(1)}") + self.tag("endfor")),
            (1, lambda: self.tag(self.pick(["raw +", "endif", "unknown", "if", "for x", "set", "block"]))),
            (1, lambda: self.tag("if n") + self.pick(["", self.tag("endfor"), self.tag("else") + self.tag("else") + self.tag("endif")])),
            (1, lambda: self.tag(f"include 'missing.html'{self.pick(['', ' ignore missing'])}")), (1, lambda: "{{ super() }}"),
            (1, lambda: self.tag("block a") + self.tag("endblock") + self.tag("block a") + self.tag("endblock b")),
            (1, lambda: self.tag("extends 'main.html'")), (1, lambda: self.tag("break")))

    # Pieces

    def space(self):
        return self.pick(["", "", "\n", " ", "\n  ", "  ", "x", "\n\n", "\t", " y \n"])

    def tag(self, inside):
        return "{%" + self.pick(["", "", "", "-", "+"]) + " " + inside + " " + self.pick(["", "", "", "-", "+"]) + "%}"

    def hole(self, expression):
        return "{{" + self.pick([""] * 3 + [" "] * 3 + ["- "]) + expression + self.pick([""] * 3 + [" "] * 3 + [" -"]) + "}}"

    def body(self, depth=0, in_loop=False):
        count = self.pick([1, 1, 1, 2, 3])
        text = "".join(self.space() + self.statement(depth, in_loop) + self.space() for _ in range(count))
        # What is set later in a scope is undefined in Jinja2 until then, unless it was read there first.
        read = [name for name in self.names if f"set {name}" in text]
        return (self.hole(f"'' if {' is defined or '.join(read)} is defined else ''") if read else "") + text

    def statement(self, depth=0, in_loop=False):
        if depth > 2:
            return self.hole(self.value())
        return self.weighted(
            (35, lambda: self.hole(self.value())), (5, self.literal), (12, lambda: self.branches(depth, in_loop)),
            (18, lambda: self.loop(depth)), (8, self.assignment), (4, lambda: self.capture(depth)), (4, lambda: self.with_(depth, in_loop)),
            (4, lambda: self.tag("filter " + self.pick(["upper", "lower", "trim", "upper|lower"])) + self.body(depth + 1) + self.tag("endfilter")),
            (5, lambda: self.macro(depth)), (4, lambda: self.call(depth)), (3, lambda: self.closure(depth)))

    def literal(self):
        return self.pick(["<b>", "text", "{# c #}", "{#- c -#}", "{#+ {{ c }} +#}", "{% raw %} {{ x }} {% endraw %}", "{%- raw -%} a {%- endraw -%}",
                          "&amp;", "{", "}}", "% }", "é漢"])

    def branches(self, depth, in_loop):
        text = self.tag("if " + self.condition()) + self.body(depth + 1, in_loop)
        if self.chance(.3):
            text += self.tag("elif " + self.condition()) + self.body(depth + 1, in_loop)
        if self.chance(.5):
            text += self.tag("else") + self.body(depth + 1, in_loop)
        return text + self.tag("endif")

    def loop(self, depth):
        names, items, show = self.pick([
            ("i", self.items(), "i"), ("i", self.items(), "i"), ("i", "rows|map(attribute='k')", "i"), ("i", "t", "i"), ("i", "r", "i"),
            ("x, y", "[[1,2],[3,4]]", "x ~ y"), ("x, y", "r|dictsort", "x"), ("x, y", "r|items", "x"), ("x, y", "rows|groupby('k')", "x ~ y|length"),
            ("row", "rows", "row.k"), ("row", "rows|sort(attribute='v')", "row['w']"), ("i", "range(3)", "i"),
        ])
        condition = f" if {self.pick([show.split(' ')[0] + ' != 1', 'true', 'n > 1', self.condition(2)])}" if self.chance(.25) else ""
        info = self.hole(self.pick([
            show, "loop.index", "loop.index0", "1 if loop.first else 0", "1 if loop.last", "loop.length", "loop.revindex", "loop.revindex0",
            "loop.cycle('a', '<')", "1 if loop.previtem is defined else 0", "1 if loop.nextitem is undefined else 0", f"1 if loop.changed({show}) else 0",
            "loop.index ~ loop.length", "loop.cycle(1)"]))
        leave = ""
        if self.chance(.2):
            leave = self.tag("if loop.index > " + self.pick("123")) + self.tag(self.pick(["break", "continue"])) + self.tag("endif")
        text = self.tag(f"for {names} in {items}{condition}") + info + leave + self.body(depth + 1, True)
        if self.chance(.3):
            text += self.tag("else") + self.body(depth + 1)
        return text + self.tag("endfor")

    def apart(self, depth):
        """A body with names of its own."""
        outer, self.names = self.names, [name + "x" for name in self.names]
        text = self.body(depth)
        self.names = outer
        return text

    def assignment(self):
        value = self.pick([self.number(), self.text(), f"{self.names[0]}|default(1)"])
        return self.tag(f"set {self.pick(self.names)} = {value}") + self.hole(self.pick(self.names) + "|default('-')")

    def capture(self, depth):
        name = self.names[0]
        return (self.tag(f"set {name}" + self.pick(["", " | upper", " | trim | lower"])) + self.apart(depth + 1) + self.tag("endset")
                + self.hole(name + self.pick(["", "", "|length", " ~ '<'", "|default('u')"])))

    def with_(self, depth, in_loop):
        first, second = self.names
        return (self.tag(f"with {first} = {self.plain(1)}{self.pick(['', f', {second} = n'])}") + self.body(depth + 1, in_loop)
                + self.hole(first) + self.tag("endwith"))

    def macro(self, depth):
        self.macros += 1
        name = f"m{self.macros}"
        use = self.hole(f"{name}({self.pick(['1', repr('<'), '1, 2', 'a=3', 'n, b=%s' % repr('q'), 's, s'])})")
        more = self.pick(["", "", self.hole(f"{name}(2)|length"), self.hole(f"{name}(1) ~ 'x'"), self.hole(f"{name}(s)|upper")])
        return (self.tag(f"macro {name}(a, b={self.pick(['2', repr('d'), 'a', 'n'])})") + self.hole("a") + self.apart(depth + 1) + self.hole("b")
                + self.tag("endmacro") + use + more)

    def call(self, depth):
        self.macros += 1
        name = f"m{self.macros}"
        return (self.tag(f"macro {name}(a)") + "[" + self.hole("caller(a)") + self.pick(["", self.hole("caller(1)")]) + "]" + self.tag("endmacro")
                + self.tag(f"call(q) {name}({self.plain(1)})") + self.hole("q") + self.apart(depth + 1) + self.tag("endcall"))

    def closure(self, depth):
        """A macro inside of a macro, which sees the names around it; also as it is called again, by itself or from a loop."""
        self.macros += 1
        outer, inner = f"m{self.macros}", f"i{self.macros}"
        inside = (self.hole("a") + self.hole("b") + self.hole("c|default('-')") + self.pick(["", self.hole(self.plain(1))])
                  + self.pick(["", self.tag("if d > 1") + self.hole(f"{inner}(d - 1)") + self.tag("endif")]) + self.hole("d"))
        use = self.pick([self.hole(f"{inner}(2)"), self.hole(f"{inner}(3)|length"),
                         self.tag("for e in l") + self.hole(f"{inner}(e)") + self.tag("endfor"),
                         self.tag("set c = a ~ b") + self.hole(f"{inner}(1)") + self.tag("set c = 2") + self.hole(f"{inner}(1)")])
        return (self.tag(f"macro {outer}(a, b={self.pick(['2', 'n', 'a'])})") + self.tag(f"macro {inner}(d)") + inside + self.tag("endmacro")
                + use + self.tag("endmacro") + self.hole(f"{outer}({self.pick(['1', 's', 'n, t', 'a=l|join'])})"))

    # Several templates

    def family(self):
        base = (self.body(1) + self.tag("block a") + self.body(1) + self.tag("endblock") + self.space() + self.tag("block b scoped") + self.body(2)
                + self.tag("endblock b") + self.space() + self.pick(["", self.block_in_loop(), self.hole("self.a()")]) + self.tag("include 'part.html'"))
        middle = (self.tag("extends 'base.html'") + self.tag("block a") + "M" + self.hole("super()") + self.tag("block d") + self.body(2)
                  + self.tag("endblock") + self.tag("endblock"))
        blocks = self.tag("block a") + self.body(1) + self.pick(["", self.hole("super()"), self.hole("super()|upper")]) + self.tag("endblock")
        blocks += self.pick(["", self.tag("block c") + "C" + self.hole("i|default('?')") + self.tag("endblock"),
                             self.tag("block d") + self.hole("super()") + self.tag("endblock")])
        parent = self.pick(["base.html", "base.html", "middle.html"])
        main = self.tag(f"extends '{parent}'") + self.pick(["", "\n", self.tag("set v1 = 5") + self.tag("set v3 = 'top'")]) + blocks
        part = self.body(1) + self.hole("v3|default('none')")
        if self.chance(.5):
            part += (self.tag("from 'macros.html' import h, k as kk") + self.hole("h(s)") + self.hole("kk") + self.tag("import 'macros.html' as mm")
                     + self.hole("mm.h(n)") + self.hole("mm.k"))
        if self.chance(.2):
            part += self.tag(self.pick(["include 'missing.html' ignore missing", "include 'leaf.html' without context", "include 'leaf.html'"]))
        templates = {"main.html": main, "base.html": base, "middle.html": middle, "part.html": part,
                     "macros.html": "{% macro h(x) %}<i>{{ x }}</i>{% endmacro %}{% set k = 3 %}\n", "leaf.html": "leaf {{ v1|default(0) }}\n"}
        return templates

    def block_in_loop(self):
        return (self.tag("for i in [1,2]") + self.tag("block c" + self.pick(["", " scoped"])) + self.hole("i|default('-')") + self.tag("endblock")
                + self.tag("endfor"))
