import Testing

@Suite struct PlaceholderYAML {}
