"""The tree of a template, changed so that all that is done is counted (bounded.py), before Jinja compiles it."""

from collections.abc import Sized
from typing import Any

from jinja2 import Environment, nodes, pass_context, pass_eval_context
from jinja2.compiler import CodeGenerator
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, markup_join, str_join
from jinja2.visitor import NodeTransformer

from generator.pages import bounded

NODE = 3
"""What a node of the tree counts, each time that it is gone through: a name, an `if`, a value in a list."""
LOOKED_UP = 8
"""What `.name` counts besides."""


class Code(CodeGenerator):
    """Writes the Python that a template is compiled to, up to a bound: an `include` writes down every name that there
    is, so that 5000 of both are 25 million."""

    _written = 0

    def write(self, x: str) -> None:
        self._written += len(x) + (4 * self._indentation if self._new_lines else 0)
        if self._written > bounded.CODE:
            raise bounded.Long
        super().write(x)


def _sizes(template: nodes.Template) -> dict[int, int]:
    """What each node counts with all that is in it, by its id."""
    order: list[nodes.Node] = [template]
    levels = {id(template): 0}
    for node in order:
        level = levels[id(node)] + isinstance(node, (nodes.For, nodes.Macro, nodes.CallBlock))
        if level > bounded.NESTED:
            raise bounded.Long
        inner = [*node.iter_child_nodes()]
        levels |= dict.fromkeys(map(id, inner), level)
        order += inner
    sizes: dict[int, int] = {}
    for node in reversed(order):
        size = NODE + sum(sizes[id(each)] for each in node.iter_child_nodes())
        if isinstance(node, nodes.TemplateData):
            size += len(node.data)
        elif isinstance(node, nodes.Const):
            size += len(str(node.value))
        elif isinstance(node, nodes.Getattr):
            size += LOOKED_UP + len(node.attr) // 10
        sizes[id(node)] = size
    return sizes


class _Counting(NodeTransformer):
    """Puts counting into the tree of a template."""

    def __init__(self, env: Environment, template: nodes.Template) -> None:
        self._env, self._sizes = env, _sizes(template)

    def _filtered(self, node: nodes.Node, name: str, value: Any, *args: nodes.Expr) -> nodes.Filter:
        made = nodes.Filter(value, name, [*args], [], None, None, lineno=node.lineno)
        made.set_environment(self._env)
        return made

    def _size(self, node: nodes.Node, parts: list[nodes.Node]) -> nodes.Const:
        return nodes.Const(bounded.STEP + sum(self._sizes[id(each)] for each in parts), lineno=node.lineno)

    def _step(self, node: nodes.Node, parts: list[nodes.Node]) -> nodes.Node:
        """Counts all that these parts hold, each time."""
        name = "begun~" if isinstance(node, (nodes.Template, nodes.Block)) else "step~"
        return nodes.ExprStmt(self._filtered(node, name, self._size(node, parts)), lineno=node.lineno)

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        if isinstance(node, (nodes.Template, nodes.Block, nodes.Macro, nodes.CallBlock, nodes.For)):
            given = [*node.iter_child_nodes(only=("args", "defaults", "target"))]
            step = self._step(node, [*node.body, *given])
            super().generic_visit(node, *args, **kwargs)
            node.body = [step, *node.body]
        else:
            super().generic_visit(node, *args, **kwargs)
        if isinstance(node, (nodes.Call, nodes.Filter, nodes.Test)) and node.dyn_args:
            node.dyn_args = self._filtered(node, "items~", node.dyn_args)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:
        """Its `if` is gone through for each item, and its `else` each time that the loop is called."""
        test = [node.test] if node.test else []
        size, step = self._size(node, [*test]), self._step(node, node.else_)
        self.generic_visit(node)
        node.iter = self._filtered(node, "items~", node.iter)
        if node.test:
            node.test = self._filtered(node, "tested~", node.test, size)
        if node.else_:
            node.else_ = [step, *node.else_]
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return self._filtered(node, "joined~", nodes.List(node.nodes, lineno=node.lineno))

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        self.generic_visit(node)
        node.expr = self._filtered(node, "weighed~", node.expr)
        for side in node.ops:
            side.expr = self._filtered(node, "weighed~", side.expr)
        return node

    def visit_Getitem(self, node: Any) -> Any:
        """To cut copies; to look up a tuple of tuples goes through all that is in it, and so do keys and names."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = self._filtered(node, "weighed~", node.node)
        elif not isinstance(node.arg, nodes.Const):
            node.arg = self._filtered(node, "weighed~", node.arg)
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Node:
        self.generic_visit(node)
        if not isinstance(node.key, nodes.Const):
            node.key = self._filtered(node, "weighed~", node.key)
        return node

    def _visit_named(self, node: Any) -> Any:
        self.generic_visit(node)
        if not isinstance(node.template, (nodes.Const, nodes.Tuple, nodes.List)):
            node.template = self._filtered(node, "weighed~", node.template)
        elif not isinstance(node.template, nodes.Const):
            items = node.template.items
            node.template.items = [
                one if isinstance(one, nodes.Const) else self._filtered(node, "weighed~", one) for one in items
            ]
        return node

    visit_Extends = visit_Include = visit_Import = visit_FromImport = _visit_named


def counted(env: Environment, template: nodes.Template) -> nodes.Template:
    """The tree of a template, with counting in it."""
    made: nodes.Template = _Counting(env, template).visit(template)
    return made


@pass_context
def _step(context: Context, characters: int) -> None:
    bounded.spend(characters)


@pass_context
def _begun(context: Context, characters: int) -> None:
    """A template or a block is given all names and blocks anew."""
    names, blocks = len(context.parent) + len(context.vars), len(context.blocks)
    bounded.spend(characters + 3 * names + bounded.STEP * blocks)


@pass_context
def _tested(context: Context, value: Any, characters: int) -> Any:
    bounded.spend(characters)
    return value


@pass_context
def _items(context: Context, value: Any) -> Any:
    if isinstance(value, Sized):
        bounded.spend(bounded.STEP * len(value))
        return value
    return bounded.each(value)


@pass_context
def _weighed(context: Context, value: Any) -> Any:
    bounded.spend(bounded.STEP + len(value) if type(value) is str else bounded.weight(value))
    return value


@pass_eval_context
def _joined(eval_context: EvalContext, values: list[Any]) -> str:
    bounded.spend(bounded.weight(values))
    return (markup_join if eval_context.autoescape else str_join)(values)


shown = _weighed
"""For the values that stand in the text."""
FILTERS = {
    "step~": _step,
    "begun~": _begun,
    "tested~": _tested,
    "items~": _items,
    "weighed~": _weighed,
    "joined~": _joined,
}
"""They stand in the tree under names that no template can write."""
