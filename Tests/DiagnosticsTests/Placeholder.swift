import Testing

@Suite struct PlaceholderDiagnostics {}
