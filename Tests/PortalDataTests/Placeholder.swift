import Testing

@Suite struct PlaceholderPortalData {}
