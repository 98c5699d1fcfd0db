import Testing

@Suite struct PlaceholderMarkdown {}
