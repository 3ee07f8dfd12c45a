// Computes samples that `samples.py` wrote: one JSON object a line from standard input, one answer a line to standard
// output. A sample that traps ends the process; the script reads why from standard error and starts the next process
// at the sample after it.
import Foundation

let decoder = JSONDecoder()
let encoder = JSONEncoder()
while let line = readLine() {
  let sample = try decoder.decode(Sample.self, from: Data(line.utf8))
  var answer = try encoder.encode(Call(sample).answer(engineCall))
  answer.append(10)
  try FileHandle.standardOutput.write(contentsOf: answer)
}
