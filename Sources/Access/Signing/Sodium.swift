internal import CSodium

/// What keys and signatures take from libsodium: Ed25519, BLAKE2b and Base64, by bytes.
enum Sodium {
    /// Whether the library can be used; it finds its source of randomness once.
    private static let isReady = sodium_init() >= 0

    /// Bytes that nobody can guess.
    static func random(_ count: Int) -> [UInt8] {
        precondition(isReady, "libsodium has a source of randomness")
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    /// BLAKE2b of `bytes`, `count` (16 to 64) bytes long.
    static func digest(_ bytes: [UInt8], count: Int) -> [UInt8] {
        precondition(isReady, "libsodium is ready")
        var output = [UInt8](repeating: 0, count: count)
        let isDone = crypto_generichash(&output, count, bytes, UInt64(bytes.count), nil, 0)
        precondition(isDone == 0, "BLAKE2b makes 16 to 64 bytes")
        return output
    }

    /// BLAKE2b of `bytes` with a key of 16 to 64 bytes: without the key nobody can try what they might be.
    static func digest(_ bytes: [UInt8], key: [UInt8], count: Int) -> [UInt8] {
        precondition(isReady, "libsodium is ready")
        var output = [UInt8](repeating: 0, count: count)
        let isDone = crypto_generichash(&output, count, bytes, UInt64(bytes.count), key, key.count)
        precondition(isDone == 0, "BLAKE2b takes keys of 16 to 64 bytes")
        return output
    }

    /// A new pair: the secret key is the seed and the public key, 64 bytes.
    static func keyPair() -> (secret: [UInt8], open: [UInt8]) {
        precondition(isReady, "libsodium is ready")
        var secret = [UInt8](repeating: 0, count: 64)
        var open = [UInt8](repeating: 0, count: 32)
        crypto_sign_keypair(&open, &secret)
        return (secret, open)
    }

    /// The 64 bytes of an Ed25519 signature.
    static func sign(_ bytes: [UInt8], secret: [UInt8]) -> [UInt8] {
        precondition(isReady && secret.count == 64, "a secret key has 64 bytes")
        var signature = [UInt8](repeating: 0, count: 64)
        crypto_sign_detached(&signature, nil, bytes, UInt64(bytes.count), secret)
        return signature
    }

    /// Whether the owner of a public key made a signature over `bytes`.
    static func isValid(_ signature: [UInt8], of bytes: [UInt8], by key: [UInt8]) -> Bool {
        precondition(isReady, "libsodium is ready")
        guard signature.count == 64, key.count == 32 else { return false }
        return crypto_sign_verify_detached(signature, bytes, UInt64(bytes.count), key) == 0
    }

    /// Base64 with padding.
    static func base64(_ bytes: [UInt8]) -> String {
        let variant = sodium_base64_VARIANT_ORIGINAL
        var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
        sodium_bin2base64(&text, text.count, bytes, bytes.count, variant)
        return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What `text` stands for; nil unless all of it is Base64 with padding.
    static func bytes(base64 text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: text.utf8.count)
        var count = 0
        let variant = sodium_base64_VARIANT_ORIGINAL
        let isDone = sodium_base642bin(
            &bytes, bytes.count, text, text.utf8.count, nil, &count, nil, variant)
        return isDone == 0 ? Array(bytes[..<count]) : nil
    }
}
