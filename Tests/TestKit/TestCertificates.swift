internal import Foundation
internal import Synchronization

/// Certificates made for one run of the tests, good and bad, for servers on loopback.
public final class TestCertificates: Sendable {
  /// What is the matter with a server's certificate.
  public enum Kind: String, CaseIterable, Sendable {
    /// For `localhost` and 127.0.0.1, signed by ``TestCertificates/caFile``.
    case good
    /// The same, but it ended yesterday.
    case expired
    /// The same, but for another host.
    case wrongName = "wrong-name"
    /// Signed by itself.
    case selfSigned = "self-signed"
    /// Signed by an authority that nobody here trusts.
    case strangers
  }

  private let folder: ScratchFolder

  /// The authority to trust.
  public var caFile: String { folder.file("ca.pem") }
  func certificate(_ kind: Kind) -> String { folder.file("\(kind.rawValue).pem") }
  func key(_ kind: Kind) -> String { folder.file("\(kind.rawValue).key") }

  private init(_ folder: ScratchFolder) { self.folder = folder }

  /// The same for all tests of a process: made by openssl when first asked for.
  public static func shared() async throws -> TestCertificates { try await making.value }

  private static let making = Task {
    let folder = try ScratchFolder()
    let outcome = await (try ChildProcess.start("/bin/sh", ["-c", script, "certificates", folder.path])).outcome()
    guard outcome.status == 0 else { throw TestCertificateError.openssl(said: outcome.errorText) }
    let certificates = TestCertificates(folder)
    // A value that lives as long as the process is never let go of.
    left.withLock { $0 = folder.path }
    atexit { TestCertificates.left.withLock { if let path = $0 { try? FileManager.default.removeItem(atPath: path) } } }
    return certificates
  }

  private static let left = Mutex<String?>(nil)

  private static let script = """
    set -eu
    cd "$1"
    new="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    for ca in ca stranger; do
      openssl req -x509 $new -days 2 -subj "/CN=$ca" -addext keyUsage=critical,keyCertSign,cRLSign \\
        -keyout $ca.key -out $ca.pem
    done
    sign() { # NAME CA DAYS SUBJECT-ALTERNATIVE-NAME
      openssl req $new -subj /CN=server -keyout "$1.key" -out "$1.csr"
      printf 'subjectAltName=%s\\nextendedKeyUsage=serverAuth\\nbasicConstraints=CA:FALSE\\n' "$4" >"$1.ext"
      openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days "$3" \\
        -extfile "$1.ext" -out "$1.pem"
    }
    here=DNS:localhost,IP:127.0.0.1
    sign good ca 2 $here
    sign expired ca -1 $here
    sign wrong-name ca 2 DNS:mail.elsewhere.example
    sign strangers stranger 2 $here
    openssl req -x509 $new -days 2 -subj /CN=server -addext subjectAltName=$here \\
      -keyout self-signed.key -out self-signed.pem
    """
}

/// Why there are no certificates.
public enum TestCertificateError: Error { case openssl(said: String) }
