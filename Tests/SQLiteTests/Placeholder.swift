import Testing

@Suite struct PlaceholderSQLite {}
