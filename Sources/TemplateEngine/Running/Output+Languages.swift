/// Values in scripts and style sheets.
extension Output {
    /// The text of a script's string: letters, digits and few signs as they are, all else as `\uXXXX`.
    mutating func appendScriptString(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        for unit in String(decoding: bytes, as: UTF8.self).utf16 {
            if unit < 128, Self.isPlain(UInt8(unit)) || unit == 32 {
                try append(UInt8(unit))
            } else {
                try appendEscaped(unit)
            }
        }
    }

    /// A UTF-16 code unit as `\uXXXX`.
    mutating func appendEscaped(_ unit: UInt16) throws(Fault) {
        try append("\\u")
        for shift: UInt16 in [12, 8, 4, 0] { try append(Self.hexadecimal(UInt8(unit >> shift & 15)) | 32) }
    }

    /// The text of a style sheet's string or `url()`, with or without quotes: letters, digits and few signs as they are.
    mutating func appendStyleString(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar.isASCII, Self.isPlain(UInt8(scalar.value)) {
                try append(UInt8(scalar.value))
                continue
            }
            try append(92)
            let digits = max(1, (35 - scalar.value.leadingZeroBitCount) / 4)
            for digit in (0..<digits).reversed() {
                try append(Self.hexadecimal(UInt8(scalar.value >> (4 * UInt32(digit)) & 15)) | 32)
            }
            // Ends the escape.
            try append(32)
        }
    }

    /// A value of a style sheet: words, numbers and colours; false where it had to be replaced.
    mutating func appendStyleValue(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> Bool {
        guard bytes.allSatisfy({ Self.isPlain($0) || $0 == 32 || $0 == 35 || $0 == 37 }) else {
            try append("blocked")
            return false
        }
        try append(bytes)
        return true
    }

    /// A URL of a style sheet, its scheme filtered; false where it had to be replaced.
    mutating func appendStyleURL(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> Bool {
        guard let start = URLTable.start(of: bytes, isLocal: false) else {
            try append("about\\:invalid\\#blocked")
            return false
        }
        let clean = bytes[start...].filter { ![9, 10, 13].contains($0) }
        let result = clean.withUnsafeBytes { buffer in
            Result { () throws(Fault) in try appendStyleString(buffer) }
        }
        try result.get()
        return true
    }

    /// `A-Z a-z 0-9 , - . _`
    private static func isPlain(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte &- 48 < 10 || [44, 45, 46, 95].contains(byte)
    }
}
