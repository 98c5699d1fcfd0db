/// One step of a template's program; sixteen bytes.
///
/// `a`, `b` and `c` are operands (see `Registers`), positions in a pool, or distances to jump.
struct Instruction {
    enum Operation: UInt8 {
        /// Text pool: `a` offset, `b` length.
        case text
        /// Prints `a`, escaped for `mode`.
        case emit
        /// Prints field `b` of the record `a`.
        case emitField
        /// `extra` bytes of the text pool from `a` on, and then what `emit` and `emitField` print: `b`, field `c` of it.
        case textEmit, textEmitField
        case move
        /// `a` = undefined, made here.
        case undefined
        /// `a` = field `c` of the record `b`.
        case field
        /// `a` = the field of `b` named `c`; `extra` is the cache's slot.
        case lookup
        /// `a` = `b[c]`
        case item
        /// `a` = slice of `b`, with from, to, step in `b + 1` and up.
        case slice
        /// `a` = list of `c` values from `b` on.
        case list
        /// `a` = record of shape `c` with the values from `b` on.
        case record
        case arithmetic, negate, plus
        /// `a` = the texts of `c` values from `b` on.
        case concatenate
        case not
        case compare
        /// Distance in `a`.
        case jump
        /// Distance in `a`, value in `b`.
        case jumpIfFalse, jumpIfTrue
        /// Distance in `a`, and the value is field `c` of the record `b`.
        case jumpUnlessField, jumpIfField
        /// Jumps by `a` unless (or if) `b` compares so with `c`.
        case jumpUnlessCompare, jumpIfCompare
        /// Begins a loop in registers `a…a+3` over `b`.
        case loopBegin
        /// Puts the next item of loop `a` into `b`, or jumps by `c`.
        case loopNext
        /// Jumps by `b` unless loop `a` had no item.
        case jumpUnlessEmpty
        case loopInfo
        /// `a` = whether the `extra` values from `c` on differ from the last time in loop `b`.
        case loopChanged
        /// Spreads `b` over `c` registers from `a` on.
        case unpack
        /// Keeps in `a` where the output stands.
        case captureBegin
        /// Takes the output since then away and puts it into `a`; `mode` 1 makes markup.
        case captureEnd
        /// Function `a`, arguments from `b` on.
        case call
        case returns
        /// `a` = filter `extra` of the values from `b` on; `c` of them.
        case filter
        case test
        /// `a` = host function `extra` of `c` values from `b` on.
        case host
        /// Begins a list in `a…a+1`.
        case listBegin
        /// Adds `b` to list `a`.
        case listAppend
        /// `a` = what path `c` leads to from `b`.
        case follow
        case end
    }

    var operation: Operation
    var mode: UInt8 = 0
    var extra: UInt16 = 0
    var a: Int32 = 0
    var b: Int32 = 0
    var c: Int32 = 0
}

/// How operands name values: from 0 up, slots of the current frame; below 0, places relative to the start of the main
/// frame, shifted by `bias`. Constants and globals lie in front of the main frame.
enum Registers {
    static let bias: Int32 = 1 << 24
    /// The registers of a loop: the items, the index of the item at hand, what `changed` saw last, the index from 1.
    static let ofLoop: Int32 = 4

    /// The operand of constant or global `index`.
    static func constant(_ index: Int) -> Int32 { -1 - Int32(index) - bias }
    /// The operand of a slot of the main frame, seen from another frame.
    static func main(_ slot: Int32) -> Int32 { slot - bias }
}
