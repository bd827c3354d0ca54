import SQLiteStore
import Store
import Testing

@testable import HeardCLI

@Suite("What the commands around backups tell the shell")
struct BackupWordsTests {
  @Test("Waiting helps where another process is at work, and nowhere else")
  func statuses() {
    for error in [StoreFileError.workerRuns, .inUse(file: "b"), .store(.busy), .store(.full)] {
      #expect(CommandError(error).status == .tryLater)
    }
    for error in [
      StoreFileError.exists(file: "b"), .same(file: "b"), .unsound(file: "b", []),
      .cannotWrite(file: "b", reason: "no"), .store(.corrupt("no")),
    ] { #expect(CommandError(error).status == .error) }
  }

  @Test("A store on a network file system ends a command with exit code 1")
  func networkFileSystem() {
    let verdict = FileSystemVerdict(type: 0x6969, mountType: "nfs4")
    #expect(verdict == .shared(name: "NFS"))
    #expect(CommandError(StoreError.cannotOpen(place: "heard.db", reason: "it lies on NFS")).status == .error)
  }

  @Test("Many findings are told by the first five and their number")
  func manyFindings() {
    let findings = (1...7).map { StoreFinding("m\($0)", "its bytes are not there") }
    let words = StoreFileError.unsound(file: "b.db", findings).description
    #expect(words.hasPrefix("b.db is not sound, and nothing was put in place of anything: m1: its bytes are not there;"))
    #expect(words.hasSuffix("m5: its bytes are not there; and 2 more"))
  }
}
