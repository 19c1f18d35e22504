"""The tree of a template, changed so that all that is done is counted (bounded.py), before Jinja compiles it."""

from collections.abc import Sized
from typing import Any

from jinja2 import Environment, nodes, pass_context, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, markup_join, str_join
from jinja2.visitor import NodeTransformer

from generator import bounded


class _Counting(NodeTransformer):
    """Puts counting into the tree of a template."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    def _filtered(self, node: nodes.Node, name: str, value: Any) -> nodes.Filter:
        made = nodes.Filter(value, name, [], [], None, None, lineno=node.lineno)
        made.set_environment(self._env)
        return made

    def _step(self, node: nodes.Node, body: list[nodes.Node]) -> list[nodes.Node]:
        """A body that counts all the text that stands in it, each time."""
        size = sum(len(each.data) for part in body for each in part.find_all(nodes.TemplateData))
        size += sum(len(str(each.value)) for part in body for each in part.find_all(nodes.Const))
        count = self._filtered(node, "step~", nodes.Const(bounded.STEP + size, lineno=node.lineno))
        return [nodes.ExprStmt(count, lineno=node.lineno), *body]

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        if isinstance(node, (nodes.Template, nodes.Block, nodes.Macro, nodes.CallBlock, nodes.For)):
            body = self._step(node, node.body)
            super().generic_visit(node, *args, **kwargs)
            node.body = [body[0], *node.body]
        else:
            super().generic_visit(node, *args, **kwargs)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = self._filtered(node, "items~", node.iter)
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
    made: nodes.Template = _Counting(env).visit(template)
    return made


@pass_context
def _step(context: Context, characters: int) -> None:
    bounded.spend(characters)


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
FILTERS = {"step~": _step, "items~": _items, "weighed~": _weighed, "joined~": _joined}
"""They stand in the tree under names that no template can write."""
