import Testing

@Suite struct PlaceholderTemplateEngine {}
