// Computes the samples of `samples.py`: reads one JSON object per line from standard input and writes one answer per line.
// A sample that traps ends the process; the script then reads the message from standard error and starts a new process at
// the next sample.
import Foundation

let decoder = JSONDecoder()
let encoder = JSONEncoder()
while let line = readLine() {
  let sample = try decoder.decode(Sample.self, from: Data(line.utf8))
  var answer = try encoder.encode(Call(sample).answer(engineCall))
  answer.append(10)
  try FileHandle.standardOutput.write(contentsOf: answer)
}
