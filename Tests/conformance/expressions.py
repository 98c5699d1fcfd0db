"""Random expressions of the template language, of a wanted type, from a grammar."""

import random

CONTEXT = {
    "s": "a<b & \"c\"'", "t": "Hello World foo", "e": "", "u": "Åse ßtraße", "n": 3, "z": 0, "neg": -7, "f": 2.5, "g": 0.1,
    "yes": True, "no": False, "nothing": None, "l": [3, 1, 2], "ls": ["b", "A", "c", "a"], "empty": [],
    "r": {"a": 1, "b": "x", "c": [1, 2]},
    "rows": [{"k": "x", "v": 3, "w": 1.5}, {"k": "y", "v": 1, "w": 2.0}, {"k": "x", "v": 2, "w": 0.25}],
}

NUMBERS = ["n", "z", "neg", "f", "g", "1", "2", "10", "0", "1.5", "7", "1_000", "1e2"]
INTEGERS = ["n", "z", "neg", "1", "2", "10", "0", "7", "0x1f"]
TEXTS = ["s", "t", "e", "u", "'x'", "\"a'b\"", "'<i>'", "''", "'foo bar'", "'1'", "'\\n'"]
LISTS = ["l", "ls", "empty", "[1,2,3]", "['q','p']", "range(4)|list", "range(1,6,2)|list", "range(3,0,-1)|list", "(4, 5)"]
TEXT_LISTS = ["ls", "['q','p']", "rows|map(attribute='k')|list", "['<', 'é', '']"]
RECORDS = ["r", "rows[0]", "rows[2]", "{'c': [1.0, 2], 'b': 'x', 'a': true}", "{'k': 'x', 'v': 3, 'w': 1.5}", "{}", "{'a': r}", "{'a': r.a}"]
NUMBER_LISTS = ["l", "empty", "[1,2.5]", "range(5)|list", "rows|map(attribute='v')|list", "rows|map(attribute='w')|list"]


class Expressions:
    """Writes expressions; every random choice comes from one seeded source."""

    def __init__(self, source: random.Random):
        self.random = source

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, probability):
        return self.random.random() < probability

    def weighted(self, *pairs):
        """One of the texts, or what one of the functions makes, each with its weight."""
        made = self.random.choices([item for _, item in pairs], [weight for weight, _ in pairs])[0]
        return made() if callable(made) else made

    def value(self, depth=0):
        """What can be printed: a number or a text."""
        return self.weighted((19, lambda: self.plain(depth)), (1, self.chain))

    def chain(self):
        """Operators without parentheses: what binds how strongly."""
        pieces = [self.pick(NUMBERS)]
        for _ in range(self.pick([2, 3, 4])):
            pieces += [self.pick(["+", "-", "*", "/", "//", "%", "**", "+", "-", "*"]), self.pick(["", "", "", "-"]) + self.pick(NUMBERS)]
        return " ".join(pieces) + self.pick(["", "", "|abs", " == 2 and 1 or 2", " if n > 2 and not z or e else 1"])

    def wrong(self, depth):
        """Often an error: the engines must agree on which."""
        any_of = lambda: self.pick([self.number, self.text])(depth + 1)
        return self.weighted(
            (3, lambda: f"({any_of()} {self.pick('+-*/%')} {any_of()})"),
            (2, lambda: self.pick(["missing", "r.missing", "rows[9].v", "l[7]", "nothing.a", "n.a", "missing.a", "r.c[5]"])),
            (2, lambda: f"({any_of()} if {any_of()} < {any_of()})"),
            (3, lambda: self.chain() + self.pick(["", "|string", " ~ 1 * 2", " ~ n ~ s", " ~ 'x' == 2", " in l ~ 1"])),
            (1, lambda: f"{any_of()}|abs"), (1, lambda: f"{any_of()}|round"), (1, lambda: f"{any_of()}|first"),
            (1, lambda: f"{any_of()}|length"), (1, lambda: f"{any_of()}|upper"), (1, lambda: f"missing|{self.pick(['upper', 'abs'])}"),
            (1, lambda: f"(1 if {any_of()} is {self.pick(['odd', 'even', 'divisibleby 0', 'unknown'])})"),
            (1, "n|unknown"), (1, "unknown(1)"), (1, "s|truncate(2, true, '...')"), (1, "empty|max"), (1, "n is defined is defined"),
            (1, "[1,2,3][::0]|length"), (1, "7 // 0"), (1, "7.5 % 0"), (1, "(n"), (1, "n +"), (1, "'a"), (1, "s|replace('a')"))

    def number(self, depth=0):
        if depth > 2:
            return self.pick(NUMBERS)
        deeper = lambda: self.number(depth + 1)
        operand = lambda: self.number(depth + 1)
        return self.weighted(
            (35, lambda: self.pick(NUMBERS)),
            (25, lambda: f"({operand()} {self.pick(['+', '-', '*', '/', '//', '%'])} {operand()})"),
            (2, lambda: f"((1 + {self.pick(INTEGERS)}) ** {self.pick(['0', '1', '2', '-1', '0.5', '3'])})"),
            (5, lambda: f"{self.pick('-+')}({deeper()})"),
            (4, lambda: f"{deeper()}|abs"),
            (5, lambda: f"{deeper()}|round{self.pick(['', '(1)', '(2)', '(0)', '(0, %s)' % repr('ceil'), '(1, %s)' % repr('floor'), '(-1)'])}"),
            (3, lambda: f"{deeper()}|int"), (2, lambda: f"{self.text(depth + 1)}|int{self.pick(['', '(4)', '(default=2)', '(0, 16)'])}"),
            (2, lambda: f"{self.pick([self.number, self.text])(depth + 1)}|float"),
            (4, lambda: f"{self.pick([self.items, self.text])(depth + 1)}|{self.pick(['length', 'count'])}"),
            (2, lambda: f"{self.text(depth + 1)}|wordcount"),
            (4, lambda: f"{self.pick(NUMBER_LISTS)}|sum{self.pick(['', '', '(start=5)'])}"),
            (2, lambda: f"rows|sum(attribute='{self.pick('vw')}')"),
            (2, lambda: f"(rows|{self.pick(['min', 'max'])}(attribute='{self.pick('vw')}')).w"),
            (6, lambda: self.pick(["r.a", "r['a']", "rows[0].v", "rows[-1].w", "l[0]", "l[-1]", "l|first", "l|last", "l|max", "l|min",
                                   "rows[1]['v']", "(rows|last).v", "(rows|map(attribute='c')|first|default(9))", "r.c[1]", "l[n - 2]"])),
            (4, lambda: f"({operand()} if {self.condition(depth + 1)} else {operand()})"),
            (2, lambda: f"{self.pick(['missing', 'r.missing', 'n', 'z'])}|default({self.pick(['8', '8, true', '8, boolean=true'])})"))

    def text(self, depth=0):
        if depth > 2:
            return self.pick(TEXTS)
        deeper = lambda: self.text(depth + 1)
        return self.weighted(
            (30, lambda: self.pick(TEXTS)),
            (12, lambda: f"({self.plain(depth + 1)} ~ {self.plain(depth + 1)})"),
            (3, lambda: f"({self.plain(depth + 1)} ~ {self.plain(depth + 1)} ~ {self.plain(depth + 1)})"),
            (10, lambda: f"{deeper()}|{self.pick(['upper', 'lower', 'capitalize', 'title', 'trim', 'striptags', 'e', 'escape', 'string'])}"),
            (2, lambda: f"{deeper()}|trim({self.pick([repr('a'), repr('<x'), 'chars=%s' % repr(' f')])})"),
            (4, lambda: f"{self.pick(TEXTS)}|replace({self.pick(TEXTS)}, {self.pick(TEXTS)}{self.pick(['', '', ', 1', ', count=2'])})"),
            (4, lambda: f"{self.pick(TEXTS)}|truncate({self.pick(['5', '8, true', '7, false, %s' % repr('..'), '4, true, %s, 0' % repr(''), '6, leeway=0, end=%s' % repr('-')])})"),
            (6, lambda: f"{self.items(depth + 1)}|join{self.pick(['', '(%s)' % repr(','), '(%s)' % repr('<'), '(s)', '(d=%s)' % repr('-')])}"),
            (2, lambda: f"rows|join({self.pick([repr(','), repr('')])}, attribute='{self.pick('kvw')}')"),
            (4, lambda: f"{self.pick(['missing', 'r.missing', 's', 'e', 'r.b'])}|{self.pick(['default', 'd'])}({self.pick([repr('d'), repr('<d>') + ', true', 'default_value=t'])})"),
            (4, lambda: f"{self.pick('tu')}[{self.pick(['0', '-1', '1:3', ':4', '-3:', '::2', '::-1', '2:', ':', '5:1:-2', '-100:100', 'n', 'n:'])}]"),
            (4, lambda: f"({deeper()} if {self.condition(depth + 1)} else {deeper()})"),
            (4, lambda: f"({deeper()} + {deeper()})"), (2, lambda: f"({self.pick(TEXTS)} * {self.pick(['2', '0', '-1', 'n'])})"),
            (3, lambda: f"{self.pick(TEXTS)}|urlencode"),
            (3, lambda: f"{self.pick([lambda d: self.items(d), lambda d: self.pick(TEXTS), lambda d: 'r', lambda d: 'n', lambda d: 'rows', lambda d: self.pick(['yes', 'nothing', 'f'])])(depth + 1)}|tojson"),
            (3, lambda: self.pick(["r.b", "ls[0]", "rows[0].k", "ls|first", "ls|sort|first", "r['b']", "ls|min", "ls|max", "(ls|sort(reverse=true))[1]",
                                   "r|dictsort|map('first')|join", "r|items|map('first')|join", "ls|last",
                                   "rows|groupby('k')|map(attribute='grouper')|join('-')", "rows|groupby('k')|map(attribute='list')|map('length')|join"])),
            (2, lambda: f"{self.pick(TEXTS)}|reverse"), (1, lambda: f"{self.number(depth + 1)}|string"),
            (1, lambda: f"{self.pick(TEXTS)}|list|join('.')"))

    def plain(self, depth):
        return self.pick([self.number, self.text])(depth)

    def items(self, depth=0):
        """A list."""
        if depth > 2:
            return self.pick(LISTS)
        deeper = lambda: self.items(depth + 1)
        return self.weighted(
            (30, lambda: self.pick(LISTS)), (8, lambda: f"[{self.number(depth + 1)}, {self.number(depth + 1)}]"),
            (2, lambda: f"[{self.text(depth + 1)}, {self.number(depth + 1)},]"),
            (5, lambda: f"{self.pick(TEXT_LISTS)}|sort{self.pick(['', '(reverse=true)', '(case_sensitive=true)', '(true, true)'])}"),
            (3, lambda: f"{self.pick(NUMBER_LISTS)}|sort{self.pick(['', '(reverse=true)', '(true)'])}"),
            (4, lambda: f"{deeper()}|reverse|list"),
            (4, lambda: f"{self.pick(TEXT_LISTS + NUMBER_LISTS + ['[1,1,2]'])}|unique{self.pick(['', '', '(true)'])}|list"),
            (4, lambda: f"rows|sort(attribute='{self.pick(['k', 'v', 'w'])}'{self.pick(['', ', reverse=true'])})|map(attribute='v')|list"),
            (5, self.filtered_rows),
            (4, lambda: self.pick(["ls|map('upper')|list", "ls|map('length')|list", "l|map('abs')|list", "l|map('string')|list",
                                   "ls|map('replace', 'a', '<')|list", "rows|map(attribute='x', default=0)|list", "ls|map('default', 1)|list"])),
            (4, lambda: f"{self.pick(['l', 'range(6)', 'r.c'])}|{self.pick(['select', 'reject'])}({self.pick([repr('odd'), repr('even'), repr('gt') + ', 1', repr('divisibleby') + ', 2', repr('in') + ', [1, 5]', ''])})|list"),
            (4, lambda: f"({deeper()} + {deeper()})"),
            (4, lambda: f"{self.pick(['l', 'ls'])}[{self.pick(['1:', '::2', '::-1', ':-1', '-2:', '5:', 'n:'])}]"),
            (3, lambda: f"({deeper()} if {self.condition(depth + 1)} else {deeper()})"),
            (2, lambda: f"{self.pick(LISTS)}|batch({self.pick(['2', '3, 0', '5', '2, fill_with=%s' % repr('-')])})|map('join', '+')|list"),
            (2, lambda: f"{self.pick(LISTS)}|slice({self.pick(['2', '3, 0', '5'])})|map('join', '+')|list"))

    def filtered_rows(self):
        test = self.pick(["'v', 'gt', 1", "'k', 'eq', 'x'", "'v'", "'v', 'odd'", "'k', 'in', ['x']", "'w', 'lt', 2", "'v', 'divisibleby', 2", "'k', 'defined'"])
        return f"rows|{self.pick(['selectattr', 'rejectattr'])}({test})|map(attribute='w')|list"

    def condition(self, depth=0):
        if depth > 2:
            return self.pick(["yes", "no", "n", "e", "empty", "l"])
        number = lambda: self.number(depth + 1)
        text = lambda: self.text(depth + 1)
        deeper = lambda: self.condition(depth + 1)
        return self.weighted(
            (20, lambda: self.pick(["yes", "no", "n", "z", "s", "e", "l", "empty", "nothing", "r", "true", "false", "none", "True", "0.0", "''", "[]"])),
            (15, lambda: f"{number()} {self.pick(['<', '<=', '>', '>=', '==', '!='])} {number()}"),
            (5, lambda: f"{text()} {self.pick(['<', '==', '!=', '>='])} {text()}"),
            (3, lambda: f"{self.pick(LISTS)} {self.pick(['==', '!='])} {self.pick(LISTS)}"),
            (3, lambda: f"{self.plain(depth + 1)} {self.pick(['==', '!='])} {self.plain(depth + 1)}"),
            (3, lambda: f"{self.pick(RECORDS)} {self.pick(['==', '!=', '==', 'in'])} {self.pick(RECORDS)}"),
            (1, lambda: f"{self.pick(RECORDS)} {self.pick(['in', 'not in'])} {self.pick(['rows', '[r, 1]', 'rows[:1] + [r]'])}"),
            (10, lambda: f"({deeper()} {self.pick(['and', 'or'])} {deeper()})"), (3, lambda: f"{deeper()} {self.pick(['and', 'or'])} {deeper()}"),
            (7, lambda: f"not {deeper()}"),
            (6, lambda: f"{self.pick([repr('a'), repr('x'), '1', 'n', 'e'])} {self.pick(['in', 'not in'])} {self.pick(['ls', 'l', '[%s, 1]' % repr('x')])}"),
            (5, lambda: f"{text()} in {text()}"), (2, lambda: f"'{self.pick('abz')}' in r"),
            (7, lambda: f"{self.pick(['n', 's', 'missing', 'nothing', 'l', 'r', 'f', 'yes', 'r.missing', 'l[9]', 'loop'])} is {self.pick(['', 'not '])}{self.pick(['defined', 'undefined'])}"),
            (10, lambda: f"{self.pick(['n', 's', 'nothing', 'l', 'r', 'f', 'yes'])} is {self.pick(['', 'not '])}" +
             self.pick(["none", "string", "number", "mapping", "sequence", "iterable", "boolean", "integer", "float", "true", "false"])),
            (2, lambda: f"{self.pick(TEXTS)} is {self.pick(['lower', 'upper'])}"),
            (7, lambda: f"{self.pick(INTEGERS)} is {self.pick(['odd', 'even', 'divisibleby 3', 'divisibleby(2)', 'eq 3', 'gt 2', 'lt(5)', 'ge 3', 'le 3', 'ne 3', 'in [1,3]'])}"),
            (5, lambda: f"{number()} < {number()} {self.pick(['<=', '<', '==', '!='])} {number()}"))
