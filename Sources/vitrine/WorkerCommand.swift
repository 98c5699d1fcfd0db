internal import Publishing

/// `vitrine worker`: one of the processes that a build starts; not for people.
enum WorkerCommand {
    static let command = Command(
        "worker", summary: "Render editions for a build", isListed: false
    ) { _ in
        try EditionWorker.run()
        return .done
    }
}
