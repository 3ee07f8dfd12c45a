import Tensors
import Testing

struct DescriptionTests {
  @Test func `numbers are aligned and have as many digits as they need`() {
    let x: Tensor = [[1, 2.5, -3], [10, 0, 0.125]]
    #expect(
      "\(x)" == """
        Tensor [2, 3]
        [[ 1.000,  2.500, -3.000],
         [10.000,  0.000,  0.125]]
        """)
    #expect("\(Tensor([1, 2]))" == "Tensor [2]\n[1.0, 2.0]")
    #expect("\(Tensor(0.1))" == "0.1")
  }

  @Test func `matrices of a batch are set apart and long axes elided`() {
    #expect(
      "\(Tensor.zeros([2, 1, 2]))" == """
        Tensor [2, 1, 2]
        [[[0.0, 0.0]],

         [[0.0, 0.0]]]
        """)
    #expect(
      "\(Tensor.range(0..<1000))" == """
        Tensor [1000]
        [  0.0,   1.0,   2.0, …, 997.0, 998.0, 999.0]
        """)
  }

  @Test func `very large, very small and special numbers can be read`() {
    #expect("\(Tensor([1e12, -2.5e-7]))" == "Tensor [2]\n[ 1.0000e+12, -2.5000e-07]")
    #expect("\(Tensor([.nan, .infinity, -.infinity, 1]))" == "Tensor [4]\n[ nan,  inf, -inf,  1.0]")
    #expect("\(Tensor.zeros([0, 2]))" == "Tensor [0, 2]\n[]")
    #expect("\(Tensor(9.99999e-5))" == "9.9999e-05" || "\(Tensor(9.99999e-5))" == "1.0000e-04")
  }
}
