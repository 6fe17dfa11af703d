"""Facts and dimensions as tables, for analysts and their tools: what the reporting API and the files show, and what of
it may be filtered, ordered and summed. It reads views alone, and the state that the tracker shows."""
