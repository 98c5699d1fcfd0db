"""Renders the page with one Python engine: `peer.py jinja2|minijinja PAGES`. One line of JSON comes out."""

import json
import sys
import time

import page


def renderer(engine, request):
    """A function that renders the page once; everything that can be prepared is."""
    if engine == "jinja2":
        import jinja2

        environment = jinja2.Environment(
            loader=jinja2.DictLoader(request["templates"]), autoescape=True, trim_blocks=True, lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        template = environment.get_template(request["main"])
        return lambda: template.render(request["context"])
    import minijinja

    environment = minijinja.Environment(
        templates=request["templates"], trim_blocks=True, lstrip_blocks=True, undefined_behavior="strict"
    )
    return lambda: environment.render_template(request["main"], **request["context"])


def main():
    engine, pages = sys.argv[1], int(sys.argv[2])
    render = renderer(engine, page.request())
    for _ in range(50):
        output = render()
    start = time.process_time()
    for _ in range(pages):
        output = render()
    seconds = time.process_time() - start
    print(json.dumps({"pages_per_second": int(pages / seconds), "page": output}))


main()
