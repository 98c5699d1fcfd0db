import Testing

@Suite struct Placeholdervitrine {}
