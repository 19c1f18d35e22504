"""What stands for values."""

from generator.base.digest import digest, each


def test_the_digests_for_each_word_are_those_of_the_whole() -> None:
    words = ["一", "a-02", "a-03", '"', ""]
    values: list[dict[str, object]] = [{"id": word, "body": "正文" * 99, "z": [1, None]} for word in words]
    assert [*each({**values[0], "id": "\0"}, "\0", words)] == [digest(value) for value in values]
