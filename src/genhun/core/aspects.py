"""The six aspects of the work, the backbone of the product."""

from enum import IntEnum


class Aspect(IntEnum):
    """One of the six aspects, numbered as in the `strengths` table (1-6)."""

    STUDY = 1
    GUIDANCE = 2
    TRAINING = 3
    SECRETARIES = 4
    ROTATION = 5
    RESPONSIBILITY = 6

    @property
    def zh(self) -> str:
        """The aspect's name in Chinese."""
        return _CHINESE[self]


_CHINESE = {
    Aspect.STUDY: "学习",
    Aspect.GUIDANCE: "指导",
    Aspect.TRAINING: "培训",
    Aspect.SECRETARIES: "书记",
    Aspect.ROTATION: "轮岗",
    Aspect.RESPONSIBILITY: "责任",
}
