"use strict";

(() => {
  const place = document.getElementById("graphiql");
  const config = JSON.parse(place.dataset.config);

  // GraphiQL's dialogs add style elements of their own; the page's policy lets in those that carry its nonce.
  window.__webpack_nonce__ = document.currentScript.nonce;

  // Tabs that GraphiQL brings back have lost their headers, and with them the token. So every visit starts with the
  // examples, also in the first tab; what was run before stands in its history.
  const forgotten = ["tabState", "query", "variables", "headers", "operationName"].map((name) => `graphiql:${name}`);
  const storage = {
    getItem: (name) => (forgotten.includes(name) ? null : localStorage.getItem(name)),
    setItem: (name, value) => localStorage.setItem(name, value),
    removeItem: (name) => localStorage.removeItem(name),
    clear: () => localStorage.clear(),
    get length() { return localStorage.length; },
  };

  ReactDOM.createRoot(place).render(React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({
      url: window.location.pathname,
      headers: config.csrfToken ? { "X-CSRFToken": config.csrfToken } : {},
    }),
    defaultHeaders: config.headers,
    defaultTabs: config.queries.map((query) => ({ query, headers: config.headers })),
    defaultEditorToolsVisibility: false,
    shouldPersistHeaders: false,
    showPersistHeadersSettings: false,
    storage,
  }));
})();
