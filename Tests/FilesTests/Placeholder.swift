import Testing

@Suite struct PlaceholderFiles {}
