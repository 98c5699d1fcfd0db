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
        // A descriptor of its own: the stream closes it, and its position is not shared.
        let number = retrying { openat(self.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0) }
        guard number >= 0 else { throw FileError("list", name) }
        guard let stream = fdopendir(number) else {
            let error = FileError("list", name)
            close(number)
            throw error
        }
        defer { closedir(stream) }
        var result: [DirectoryEntry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw FileError("list", name) }
                break
            }
            let rawName = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { text in
                    Array(UnsafeBufferPointer(start: text, count: strlen(text) + 1))
                }
            }
            if rawName == [46, 0] || rawName == [46, 46, 0] { continue }
            result.append(
                DirectoryEntry(
                    rawName: rawName, kind: try kind(of: rawName, type: entry.pointee.d_type, name: name)))
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
