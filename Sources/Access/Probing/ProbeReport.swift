extension Probe {
    /// What a live portal does otherwise than its manifest says.
    public struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// In the order in which they are told.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// Nothing answers.
            case unreachable
            /// The certificate, the way from plain HTTP, or what keeps browsers from it.
            case transport
            /// The manifest must not be used any more, or is older than it may be.
            case outdated
            /// Something is given to somebody who may not have it.
            case leak
            /// Somebody is not given what he may have.
            case denied
            /// The answer tells what exists, or is none that anything here calls for.
            case unlike
            /// A header is missing, another one, or of another class.
            case headers
            /// Other bytes than were published, or another media type.
            case content

            /// How many requests of one fault are told each in a line of its own.
            var examples: Int {
                switch self {
                case .leak, .denied, .content: 5
                case .unreachable, .transport, .outdated, .unlike, .headers: 1
                }
            }
        }

        /// What kind of fault.
        public let kind: Kind
        /// The request that showed it, or what else it is about.
        public let subject: String
        /// A clause.
        public let problem: String
        /// How many requests it stands for: where many show the same, the last that is told stands for the rest.
        public internal(set) var count = 1

        /// `headers: GET / as nobody (and 3 more): …`
        public var description: String {
            "\(kind.rawValue): \(subject)\(count > 1 ? " (and \(count - 1) more)" : ""): \(problem)"
        }
    }

    /// What came of asking.
    public struct Report: Sendable {
        /// By kind, then in the order in which they were found; of what is wrong alike, the first few.
        public private(set) var faults: [Fault] = []
        /// What was not looked at, and why.
        public internal(set) var notes: [String] = []
        /// How often something was asked.
        public internal(set) var requests = 0

        mutating func add(_ kind: Fault.Kind, _ subject: String, _ problem: String) {
            let alike = faults.indices.filter { faults[$0].kind == kind && faults[$0].problem == problem }
            if alike.count >= kind.examples, let last = alike.last {
                faults[last].count += 1
            } else {
                faults.append(Fault(kind: kind, subject: subject, problem: problem))
            }
        }

        mutating func sort() {
            faults = Fault.Kind.allCases.flatMap { kind in faults.filter { $0.kind == kind } }
        }
    }
}
