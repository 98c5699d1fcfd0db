extension Output {
    /// Text with `& < > " '` as character references, spelled as Jinja2 spells them.
    mutating func appendEscaped(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        guard let start = bytes.baseAddress else { return }
        let source = start.assumingMemoryBound(to: UInt8.self)
        let length = bytes.count
        try reserve(length)
        var index = 0
        while index &+ 8 <= length {
            let word = UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
            UnsafeMutableRawPointer(base + count).storeBytes(of: word, as: UInt64.self)
            let hits = Self.specials(word)
            if hits == 0 {
                index &+= 8
                count &+= 8
                continue
            }
            let clean = hits.trailingZeroBitCount >> 3
            count &+= clean
            index &+= clean
            try appendReference(source[index])
            index &+= 1
            try reserve(length &- index)
        }
        guard index < length else { return }
        let rest = length &- index
        let word = Self.lastBytes(rest, of: UnsafeRawPointer(source), length)
        if Self.specials(word) == 0 {
            UnsafeMutableRawPointer(base + count).storeBytes(of: word, as: UInt64.self)
            count &+= rest
            return
        }
        while index < length {
            let byte = source[index]
            if Self.isSpecial(byte) {
                try appendReference(byte)
                try reserve(length &- index)
            } else {
                base[count] = byte
                count &+= 1
            }
            index &+= 1
        }
    }

    /// The last `rest` bytes, at most 7, of `length` bytes, filled up with zeros; reads nothing beyond them.
    @inline(__always)
    static func lastBytes(_ rest: Int, of source: UnsafeRawPointer, _ length: Int) -> UInt64 {
        if length >= 8 {
            return (source + (length &- 8)).loadUnaligned(as: UInt64.self) &>> UInt64(8 &* (8 &- rest))
        }
        if rest >= 4 {
            let low = UInt64(source.loadUnaligned(as: UInt32.self))
            let high = UInt64((source + (rest &- 4)).loadUnaligned(as: UInt32.self))
            return low | high &<< UInt64(8 &* (rest &- 4))
        }
        let first = UInt64(source.load(as: UInt8.self))
        let middle = UInt64((source + rest / 2).load(as: UInt8.self)) &<< UInt64(8 &* (rest / 2))
        let last = UInt64((source + (rest &- 1)).load(as: UInt8.self)) &<< UInt64(8 &* (rest &- 1))
        return first | middle | last
    }

    @inline(__always)
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte | 4 == 0x26 || byte == 0x27 || byte | 2 == 0x3E
    }

    /// The high bit of each byte that must be escaped; bits above the first hit may be wrong.
    @inline(__always)
    private static func specials(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let ampersandOrQuote = (word | ones &* 0x04) ^ ones &* 0x26
        let apostrophe = word ^ ones &* 0x27
        let angle = (word | ones &* 0x02) ^ ones &* 0x3E
        return
            ((ampersandOrQuote &- ones) & ~ampersandOrQuote | (apostrophe &- ones) & ~apostrophe
            | (angle &- ones) & ~angle) & highs
    }

    private mutating func appendReference(_ byte: UInt8) throws(Fault) {
        switch byte {
        case 0x26: try append("&amp;")
        case 0x3C: try append("&lt;")
        case 0x3E: try append("&gt;")
        case 0x22: try append("&#34;")
        default: try append("&#39;")
        }
    }

    /// Bytes percent-encoded, but for those in `table` that may stand (bit `part`); the result needs no more escaping
    /// except for `&` and `'`, which become character references.
    mutating func appendPercentEncoded(_ bytes: UnsafeRawBufferPointer, _ part: URLTable.Part) throws(Fault) {
        try reserve(bytes.count * 5)
        for byte in bytes {
            if URLTable.allows(byte, part) {
                if Self.isSpecial(byte) {
                    try appendReference(byte)
                    try reserve(bytes.count * 5)
                } else {
                    base[count] = byte
                    count &+= 1
                }
            } else {
                try reserve(3)
                base[count] = 37
                base[count + 1] = Self.hexadecimal(byte >> 4)
                base[count + 2] = Self.hexadecimal(byte & 15)
                count += 3
            }
        }
    }

    static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 + digit : 55 + digit }

    /// A URL that is relative, or (not if `isLocal`) of http, https, mailto or tel; false where it had to be replaced.
    mutating func appendURL(_ bytes: UnsafeRawBufferPointer, isLocal: Bool = false) throws(Fault) -> Bool {
        guard let start = URLTable.start(of: bytes, isLocal: isLocal) else {
            try append("about:invalid#blocked")
            return false
        }
        let before = count
        var run = start
        for index in start..<bytes.count where [9, 10, 13].contains(bytes[index]) {
            try appendEscaped(UnsafeRawBufferPointer(rebasing: bytes[run..<index]))
            run = index + 1
        }
        try appendEscaped(UnsafeRawBufferPointer(rebasing: bytes[run...]))
        // With another `/` behind it, it would be followed by a host.
        if isLocal, count == before + 1, base[before] == 47 { try append(46) }
        return true
    }

    /// A path behind the first `/` of a URL, where neither another `/` nor nothing may follow: that would begin a host.
    mutating func appendRootedPath(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        guard bytes.first == 47 || bytes.isEmpty else { return try appendPercentEncoded(bytes, .path) }
        try append(bytes.isEmpty ? "." : "%2F")
        try appendPercentEncoded(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), .path)
    }

    /// The candidates of a `srcset`, each URL filtered; false where one had to be replaced.
    mutating func appendSourceSet(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> Bool {
        var isClean = true
        var isFirst = true
        for candidate in bytes.split(separator: 44) {
            var part = candidate[...]
            while let first = part.first, first <= 32 { part = part.dropFirst() }
            guard !part.isEmpty else { continue }
            if !isFirst { try append(", ") }
            isFirst = false
            let end = part.firstIndex { $0 <= 32 } ?? part.endIndex
            isClean = try appendURL(UnsafeRawBufferPointer(rebasing: part[..<end])) && isClean
            let size = part[end...].filter {
                ($0 &- 48 < 10) || $0 == 46 || $0 == 119 || $0 == 120 || $0 == 104
            }
            guard !size.isEmpty else { continue }
            try append(32)
            for byte in size { try append(byte) }
        }
        return isClean
    }
}

/// Which bytes may stand in the parts of a URL as they are.
enum URLTable {
    enum Part: UInt8 {
        case path = 1
        case segment = 2
        case query = 4
        case fragment = 8
    }

    static let safeSchemes: [Word] = ["http", "https", "mailto", "tel"]

    /// Where a URL begins behind spaces and controls; nil if its scheme is not safe, or if `isLocal` and it names a host.
    static func start(of bytes: UnsafeRawBufferPointer, isLocal: Bool) -> Int? {
        var start = 0
        while start < bytes.count, bytes[start] <= 32 { start += 1 }
        if isLocal {
            let leading = bytes[start...].lazy.filter { ![9, 10, 13].contains($0) }.prefix(2)
            if leading.elementsEqual([47, 47]) || bytes.contains(92) { return nil }
        }
        var scheme = Word()
        for byte in bytes[start...] {
            switch byte {
            case 58: return !isLocal && safeSchemes.contains(scheme) ? start : nil
            case 47, 63, 35, 92: return start
            case 9, 10, 13: break
            default: scheme.append(byte)
            }
        }
        return start
    }

    @inline(__always)
    static func allows(_ byte: UInt8, _ part: Part) -> Bool {
        // A bit for each byte: digits and `-.`, letters and `_~`; what else may stand, by part.
        let low: UInt64 =
            switch part {
            case .query: 0x03FF_6000_0000_0000
            case .segment: 0x03FF_E000_0000_0000
            // ! $ & ' ( ) * + , ; = : and in fragments ?
            case .path: 0x2FFF_FFD2_0000_0000
            case .fragment: 0xAFFF_FFD2_0000_0000
            }
        let high: UInt64 = part == .path || part == .fragment ? 0x47FF_FFFE_87FF_FFFF : 0x47FF_FFFE_87FF_FFFE
        return byte < 64 ? low &>> UInt64(byte) & 1 == 1 : byte < 128 && high &>> UInt64(byte &- 64) & 1 == 1
    }
}

extension [UInt8] {
    /// As `appendEscaped` writes it.
    var escaped: [UInt8] {
        withUnsafeBytes { bytes in
            var output = Output()
            defer { output.base.deallocate() }
            // A constant is no longer than its template, so that the limit of the output is never reached.
            try? output.appendEscaped(bytes)
            return Array(UnsafeBufferPointer(start: output.base, count: output.count))
        }
    }
}
