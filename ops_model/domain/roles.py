"""The roles of an organisation's members."""

from enum import StrEnum


class Role(StrEnum):
    """What a member may do; each role may also do what those before it may."""

    VIEWER = "VIEWER"
    CONTRIBUTOR = "CONTRIBUTOR"
    EDITOR = "EDITOR"
    ADMIN = "ADMIN"
