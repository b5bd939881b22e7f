using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static GradAlign.Analyzer.Tests.Inputs.InputCases;

namespace GradAlign.Analyzer.Tests.Inputs;

/// <summary>Files that are damaged, lie, or are of another kind: each is told, none is believed.</summary>
public sealed class NpyHeaderTests
{
    private static readonly byte[] Sound = NpyBytes.Floats("(2, 2)", 1, 2, 3, 4);

    [Fact]
    public void Sound_header_is_read()
    {
        var header = Read(Sound);
        Assert.Equal(("f4", 4, 128L), (header.Type, header.ItemSize, header.Offset));
        Assert.Equal([2L, 2L], header.Shape);
    }

    [Theory]
    [InlineData("(2, 2)", "False", ">f4", "'>f4'")]
    [InlineData("(2, 2)", "False", "|O", "'|O'")]
    [InlineData("(2, 2)", "False", "<U8", "'<U8'")]
    [InlineData("(2, 2)", "False", "<f2", "'<f2'")]
    [InlineData("(2, 2)", "False", "|b1", "'|b1'")]
    [InlineData("(2, 2)", "True", "<f4", "Fortran order")]
    [InlineData("()", "False", "<f4", "single number")]
    [InlineData("(0, 2)", "False", "<f4", "from 1 to")]
    [InlineData("(2, 3)", "False", "<f4", "truncated: its header says 152 bytes, and there are 144")]
    [InlineData("(2, 1)", "False", "<f4", "too long: its header says 136 bytes")]
    [InlineData("(2000000000, 2000000000, 2000000000)", "False", "<f4", "truncated: its header says 32000000000000000000000000128 bytes")]
    [InlineData("(2147483648, 2)", "False", "<f4", "from 1 to 2147483647")]
    [InlineData("(99999999999999999999999999, 2)", "False", "<f4", "99999999999999999999…")]
    public void Array_that_cannot_be_read_is_told(string shape, string order, string type, string part) =>
        FailsOn(NpyBytes.File(type, shape, Sound[128..], order), part);

    [Fact]
    public void Structured_array_is_told() =>
        FailsOn(NpyBytes.WithHeader("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (4,), }", Sound[128..]), "structured array");

    [Theory]
    [InlineData("")]
    [InlineData("{'descr': '<f4', 'shape': (2, 2), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 2), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2")]
    public void Damaged_header_is_told(string header) => FailsOn(NpyBytes.WithHeader(header, Sound[128..]), "damaged");

    [Theory]
    [InlineData(0, "starts with nothing")]
    [InlineData(7, "not an NPY file")]
    [InlineData(11, "not an NPY file")]
    [InlineData(60, "truncated or damaged")]
    [InlineData(127, "truncated or damaged")]
    [InlineData(128, "truncated")]
    [InlineData(143, "truncated")]
    public void Truncated_file_is_told(int length, string part) => FailsOn(Sound[..length], part);

    [Fact]
    public void Header_that_promises_gigabytes_is_not_believed()
    {
        byte[] lies = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 2, 0, 0xFF, 0xFF, 0xFF, 0x7F, .. new byte[200]];
        long before = GC.GetAllocatedBytesForCurrentThread();
        FailsOn(lies, "2147483647 bytes");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Gzipped_file_says_to_unzip_it() => FailsOn(TemporaryFolder.Gzip(Sound), "gzipped", "unzip");

    [Fact]
    public void Archive_says_to_save_each_array() => FailsOn([(byte)'P', (byte)'K', 3, 4, .. new byte[40]], "NPZ");

    [Fact]
    public void Other_version_is_told() => FailsOn(NpyBytes.File("<f4", "(2, 2)", Sound[128..], version: 9), "version 1 to 3");

    [Fact]
    public void Every_cut_and_every_changed_byte_of_the_header_is_read_or_told()
    {
        for (int i = 0; i < 128; i++)
        {
            foreach (byte value in new byte[] { 0, 0xFF, (byte)'9', (byte)'\'' })
            {
                byte[] changed = [.. Sound];
                changed[i] = value;
                var thrown = Record.Exception(() => Read(changed));
                Assert.True(thrown is null or ScoringException, $"byte {i} = {value}: {thrown}");
            }
        }
    }

    private static NpyHeader Read(byte[] content) => NpyHeader.Read(new MemoryStream(content), "x.npy");

    private static void FailsOn(byte[] content, params string[] parts) => Fails(Rules.InvalidConfiguration, () => Read(content), ["'x.npy'", .. parts]);
}
