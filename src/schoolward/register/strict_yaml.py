"""Reads YAML that people keep, and says what is wrong with it instead of passing over a slip."""

from typing import Any

import yaml


class _OneOfEachKey(yaml.SafeLoader):
    """Refuses a key that stands twice, which YAML would pass over by keeping the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping, if no key stands twice."""
        keys = [repr(self.construct_object(key, deep=True)) for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.constructor.ConstructorError(None, None, "a key stands twice", node.start_mark)
        return super().construct_mapping(node, deep=deep)


def read_yaml(text: str) -> Any:
    """What the text holds. yaml.YAMLError for text that is no YAML or has a key twice."""
    return yaml.load(text, Loader=_OneOfEachKey)


def fault_of_keys(
    raw: Any, *, required: frozenset[str] = frozenset(), optional: frozenset[str] = frozenset()
) -> str | None:
    """What is wrong with the keys of a mapping: one lacking, one unknown, or no mapping at all; None if nothing is."""
    if not isinstance(raw, dict):
        return "not a mapping of keys to values"
    if missing := sorted(required - raw.keys()):
        return f"{', '.join(missing)} missing"
    if unknown := sorted(map(str, raw.keys() - required - optional)):
        return f"unknown key {', '.join(unknown)}"
    return None
