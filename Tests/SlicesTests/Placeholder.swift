import Testing

@Suite struct PlaceholderSlices {}
