internal import CLinux
internal import Glibc

/// One name in a folder, as the system has it: not yet known to be text.
struct DirectoryEntry {
    /// Ends with a zero.
    let rawName: [CChar]
    let kind: FileSystem.Kind

    /// The name, where it is text.
    var name: String? {
        String(validating: rawName.dropLast().lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// For errors.
    var shownName: String {
        String(decoding: rawName.dropLast().lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension FileDescriptor {
    /// What lies in this folder, in byte order of the names.
    func entries(name: String) throws(FileError) -> [DirectoryEntry] {
        guard lseek(number, 0, SEEK_SET) == 0 else { throw FileError("list", name) }
        var room = [UInt8](repeating: 0, count: 1 << 15)
        var result: [DirectoryEntry] = []
        while true {
            let count = room.withUnsafeMutableBytes { vitrine_list(number, $0.baseAddress, UInt($0.count)) }
            guard count >= 0 else { throw FileError("list", name) }
            guard count > 0 else { break }
            var start = 0
            while start < count {
                // Of an entry: its number, the next one's place, its length, its type, its name.
                let length = room.withUnsafeBytes {
                    Int($0.loadUnaligned(fromByteOffset: start + 16, as: UInt16.self))
                }
                let rawName =
                    room[(start + 19)..<(start + length)].prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
                    + [0]
                let type = room[start + 18]
                start += length
                if rawName == [46, 0] || rawName == [46, 46, 0] { continue }
                result.append(
                    DirectoryEntry(rawName: rawName, kind: try kind(of: rawName, type: type, name: name)))
            }
        }
        return result.sorted { left, right in
            left.rawName.lexicographicallyPrecedes(right.rawName) {
                UInt8(bitPattern: $0) < UInt8(bitPattern: $1)
            }
        }
    }

    private func kind(of rawName: [CChar], type: UInt8, name: String) throws(FileError) -> FileSystem.Kind {
        switch Int(type) {
        case Int(DT_REG): return .file
        case Int(DT_DIR): return .folder
        case Int(DT_LNK): return .link
        case Int(DT_UNKNOWN):
            var status = stat()
            guard fstatat(number, rawName, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                throw FileError("list", name)
            }
            return FileSystem.Kind(status.st_mode)
        default: return .other
        }
    }
}
