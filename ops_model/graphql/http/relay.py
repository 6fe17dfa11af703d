"""What both APIs say of lists, which are by Relay's cursor connection specification."""

PAGE_INFO = "Where a page stands in its list."
HAS_NEXT_PAGE = "Whether there is more after this page."
HAS_PREVIOUS_PAGE = "Whether there is more before this page."
START_CURSOR = "The first item's cursor; null on an empty page."
END_CURSOR = "The last item's cursor; null on an empty page."

EDGE = "An item of a list, with its place there."
NODE = "The item."
CURSOR = "Its place: opaque, good for this list with the same filter and order alone."

EDGES = "The page's items, with their places."
NODES = "The page's items."
PAGE_INFO_OF_PAGE = "Where the page stands in the list."
TOTAL_COUNT = "How many the whole list has, under its filter."

AFTER = "The cursor after which to begin; null: from the start."
BEFORE = "The cursor before which to end; null: to the end."
