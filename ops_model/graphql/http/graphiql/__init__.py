"""GraphiQL, kept here whole: the page to try an API on, without anything from elsewhere."""
