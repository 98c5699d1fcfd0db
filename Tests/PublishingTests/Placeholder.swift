import Testing

@Suite struct PlaceholderPublishing {}
