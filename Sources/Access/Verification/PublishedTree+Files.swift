internal import Files

extension PublishedTree {
    /// Holds every file of the document root against the list, and the list against the document root.
    func compare(_ files: [PublishedFile], _ expectation: Expectation, _ report: inout Report)
        throws(FileError)
    {
        let root = try Folder(path: site)
        var listed: Set<String> = []
        for file in files {
            listed.insert(file.path.text)
            let subject = "site/" + file.path.text
            do throws(FileError) {
                let found = try root.digest(file.path.text)
                if found.digest == file.digest && found.size == file.size {
                    report.sound += 1
                } else {
                    report.faults.append(
                        Fault(
                            kind: .changed, subject: subject,
                            problem: "its bytes are not those that were published"))
                }
            } catch {
                if let reason = expectation.erased(file.path.text, file.digest) {
                    report.erased.append("\(subject): \(reason)")
                } else {
                    report.faults.append(Fault(kind: .missing, subject: subject, problem: error.reason))
                }
            }
        }
        try search(root, prefix: "", listed: listed, &report)
    }

    /// What lies in the document root and is not listed, or not as it should be.
    private func search(
        _ folder: Folder, prefix: String, listed: Set<String>, _ report: inout Report
    ) throws(FileError) {
        func add(_ kind: Fault.Kind, _ name: String, _ problem: String) {
            report.faults.append(Fault(kind: kind, subject: "site/" + name, problem: problem))
        }
        for entry in try folder.entries() {
            let name = prefix + entry.name
            switch entry.kind {
            case .file:
                if !listed.contains(name) { add(.extra, name, "nobody published it") }
                if isWritableByOthers(site + "/" + name) {
                    add(.permissions, name, "everybody may change it")
                }
            case .folder:
                if isWritableByOthers(site + "/" + name) {
                    add(.permissions, name, "everybody may put files there")
                }
                guard prefix.utf8.count < 4096 else { continue }
                try search(try folder.open(folder: entry.name), prefix: name + "/", listed: listed, &report)
            case .link: add(.special, name, "is a symbolic link; servers may follow it")
            case .other: add(.special, name, "is neither a file nor a folder")
            }
        }
    }

    /// Password files against the manifest: who is let in, and who may read the hashes.
    func credentialFaults(_ manifest: Manifest) -> [Fault] {
        func fault(_ kind: Fault.Kind, _ name: String, _ problem: String) -> Fault {
            Fault(kind: kind, subject: "access/credentials/" + name, problem: problem)
        }
        let path = access + "/credentials"
        var faults: [Fault] = []
        do {
            let known = Set(manifest.groups.map(\.id))
            let readersByEdition = manifest.readersByEdition
            let set = try CredentialSet.read(from: path)
            for group in known.subtracting(set.files.map(\.edition)).sorted(by: Manifest.precedes) {
                faults.append(fault(.missing, "\(group).htpasswd", "an edition without a password file"))
            }
            for file in set.files {
                guard known.contains(file.edition) else {
                    faults.append(fault(.extra, file.name, "no edition has that name"))
                    continue
                }
                let readers = Set(readersByEdition[file.edition] ?? [])
                for entry in file.entries where !readers.contains(entry.user) {
                    faults.append(
                        fault(
                            .credentials, file.name, "lets `\(entry.user)` in, who is not among its readers"))
                }
            }
            for entry in try Folder(path: path).entries() {
                let mode = FileSystem.permissions(of: path + "/" + entry.name) ?? 0
                if mode & 0o007 != 0 {
                    faults.append(fault(.permissions, entry.name, "everybody on the machine may read it"))
                }
            }
        } catch {
            faults.append(fault(.credentials, "", "\(error)"))
        }
        return faults
    }

    private func isWritableByOthers(_ path: String) -> Bool {
        (FileSystem.permissions(of: path) ?? 0) & 0o002 != 0
    }
}
