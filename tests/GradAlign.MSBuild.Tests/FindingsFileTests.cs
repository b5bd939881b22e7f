namespace GradAlign.MSBuild.Tests;

public sealed class FindingsFileTests
{
    [Fact]
    public void Whole_file_is_read_with_its_escapes()
    {
        var file = FindingsFile.Parse("gradalign-findings 1 fail\nGA1001\terror\tNet\t/a b/M.cs\t12\t5\tone\\ttwo\\nthree \\\\n\nGA0008\tinfo\t\t\t\t\tnoise\nend\n");

        Assert.NotNull(file);
        Assert.Equal("fail", file.Outcome);
        var finding = file.Findings[0];
        Assert.Equal(("GA1001", FindingSeverity.Error, "Net", "/a b/M.cs", 12, 5), (finding.Id, finding.Severity, finding.Model, finding.File, finding.Line, finding.Column));
        Assert.Equal("one\ttwo\nthree \\n", finding.Message);
        Assert.Equal((FindingSeverity.Info, 0, 0), (file.Findings[1].Severity, file.Findings[1].Line, file.Findings[1].Column));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gradalign-findings 1 pass\n")]
    [InlineData("gradalign-findings 1 pass\nend")]
    [InlineData("gradalign-findings 1 pass\nGA1001\terror\tNet\tM.cs\t1\t1\tcut o")]
    [InlineData("gradalign-findings 1 pass\nGA1001\terror\tNet\nend\n")]
    [InlineData("gradalign-findings 1 pass\nGA1001\tfatal\tNet\tM.cs\t1\t1\tm\nend\n")]
    [InlineData("gradalign-findings 1 pass\nGA1001\terror\tNet\tM.cs\tx\t1\tm\nend\n")]
    [InlineData("gradalign-findings 1 fine\nend\n")]
    [InlineData("gradalign-findings 2 pass\nend\n")]
    [InlineData("end\nend\n")]
    public void File_that_is_not_whole_or_of_another_form_is_none(string text) => Assert.Null(FindingsFile.Parse(text));

    [Fact]
    public void Every_cut_of_a_file_is_none()
    {
        const string Whole = "gradalign-findings 1 pass\nGA1007\twarning\tNet\tM.cs\t1\t1\tmessage\nend\n";

        Assert.All(Enumerable.Range(0, Whole.Length), length => Assert.Null(FindingsFile.Parse(Whole[..length])));
        Assert.NotNull(FindingsFile.Parse(Whole));
    }

    [Fact]
    public void Missing_file_is_none() => Assert.Null(FindingsFile.Read(Path.Combine(Path.GetTempPath(), "gradalign-no-such-file")));
}
