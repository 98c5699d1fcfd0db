/// An expression as written, with its place.
struct Expression {
    indirect enum Kind {
        case null
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case string([UInt8])
        case list([Expression])
        case record([(name: Name, value: Expression)])
        case name(Name)
        case field(Expression, Name, Place)
        case item(Expression, Expression)
        case slice(Expression, from: Expression?, to: Expression?, step: Expression?)
        case call(Expression, Arguments)
        /// Without an operand in `filter` blocks.
        case filter(Expression?, Name, Place, Arguments)
        case test(Expression, Name, Place, Arguments)
        case not(Expression)
        case negate(Expression)
        case plus(Expression)
        case binary(BinaryOperator, Expression, Expression)
        case concatenate([Expression])
        case and(Expression, Expression)
        case or(Expression, Expression)
        case compare(Expression, [(Comparison, Expression)])
        case conditional(Expression, condition: Expression, otherwise: Expression?)
    }

    let kind: Kind
    let place: Place

    init(_ kind: Kind, _ place: Place) {
        self.kind = kind
        self.place = place
    }
}

/// What stands in the parentheses of a call, filter or test.
struct Arguments {
    var positional: [Expression] = []
    var named: [(name: Name, place: Place, value: Expression)] = []

    var count: Int { positional.count + named.count }
}

/// Arithmetic between two values.
enum BinaryOperator: UInt8, CaseIterable {
    case add, subtract, multiply, divide, floorDivide, modulo, power
}

/// Comparison between two values.
enum Comparison: UInt8, CaseIterable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, isIn, notIn
}
