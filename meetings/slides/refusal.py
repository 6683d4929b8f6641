"""What is said when a pack cannot be taken or turned into slides."""


class RefusedPack(Exception):
    """The file is refused; `sentence` says why and what to do, fit to show to the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ConversionFailed(Exception):
    """The file was taken but its slides could not be made.

    `sentence` is fit to show to the person; `detail` is for the administrator: what the
    program said, without any of the pack's words.
    """

    def __init__(self, sentence: str, *, detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.detail = detail
