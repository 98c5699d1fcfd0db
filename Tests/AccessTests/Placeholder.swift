import Testing

@Suite struct PlaceholderAccess {}
