using Microsoft.Build.Framework;

namespace GradAlign.MSBuild.Tests;

public sealed class ReportFindingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeBuildEngine engine = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Error_carries_its_id_place_and_help_page_and_fails()
    {
        Assert.False(Report("fail", "GA1001\terror\tNet\t/src/M.cs\t12\t5\tConflict is {0} of 100%."));

        var error = Assert.Single(engine.Errors);
        Assert.Equal(("GA1001", "/src/M.cs", 12, 5), (error.Code, error.File, error.LineNumber, error.ColumnNumber));
        Assert.Equal("Conflict is {0} of 100%.", error.Message);
        Assert.Equal(new Uri(folder["rules/GA1001.md"]).AbsoluteUri, error.HelpLink);
    }

    [Fact]
    public void Help_page_is_of_the_address_that_is_set()
    {
        Report("fail", "GA1001\terror\tNet\tM.cs\t1\t1\tm", task => task.RulePages = "https://example.org/rules/");

        Assert.Equal("https://example.org/rules/GA1001.md", engine.Errors[0].HelpLink);
    }

    [Fact]
    public void Warning_does_not_fail_and_info_is_a_quiet_message()
    {
        Assert.True(Report("pass", "GA1007\twarning\tNet\tM.cs\t1\t1\tw\nGA0008\tinfo\tNet\tM.cs\t1\t1\ti"));

        Assert.Empty(engine.Errors);
        Assert.Equal("GA1007", Assert.Single(engine.Warnings).Code);
        Assert.Equal((MessageImportance.Low, "GA0008"), (engine.Messages[0].Importance, engine.Messages[0].Code));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("GA1008", true)]
    [InlineData("CS1591;ga1007", false)]
    [InlineData("CS1591, GA1007", false)]
    public void Warning_treated_as_an_error_is_one_unless_it_is_spared(string spared, bool isError)
    {
        var passed = Report("pass", "GA1007\twarning\tNet\tM.cs\t1\t1\tw", task => (task.TreatWarningsAsErrors, task.Spared) = (true, [spared]));

        Assert.Equal(isError, !passed);
        Assert.Equal(isError ? (1, 0) : (0, 1), (engine.Errors.Count, engine.Warnings.Count));
    }

    [Fact]
    public void Finding_without_a_place_points_at_the_project()
    {
        Report("fail", "GA0003\terror\t\t\t\t\tno models");

        Assert.Equal("P.csproj", engine.Errors[0].File);
    }

    [Fact]
    public void Message_of_several_lines_is_reported_on_one()
    {
        Report("fail", "GA0004\terror\tNet\tM.cs\t1\t1\tthrew\\nfake.cs(1,1): error CS9999: no");

        Assert.Equal("threw fake.cs(1,1): error CS9999: no", Assert.Single(engine.Errors).Message);
    }

    [Fact]
    public void Missing_findings_fail()
    {
        Assert.False(Run(_ => { }));
        Assert.Equal("GA0007", Assert.Single(engine.Errors).Code);
    }

    [Fact]
    public void Findings_without_their_end_fail_and_are_removed_so_that_the_next_build_runs_the_gate()
    {
        folder.Write("findings.txt", "gradalign-findings 1 pass\n");

        Assert.False(Run(_ => { }));
        Assert.Equal("GA0007", Assert.Single(engine.Errors).Code);
        Assert.False(File.Exists(folder["findings.txt"]));
    }

    [Fact]
    public void Failure_without_an_error_fails_nevertheless()
    {
        Assert.False(Report("fail", "GA1007\twarning\tNet\tM.cs\t1\t1\tw"));
        Assert.Single(engine.Errors);
    }

    private bool Report(string outcome, string findings, Action<ReportFindings>? change = null)
    {
        folder.Write("findings.txt", $"gradalign-findings 1 {outcome}\n{findings}\nend\n");
        return Run(change ?? (_ => { }));
    }

    private bool Run(Action<ReportFindings> change)
    {
        var task = new ReportFindings { BuildEngine = engine, FindingsFile = folder["findings.txt"], Project = "P.csproj", RulePages = folder["rules"] };
        change(task);
        return task.Execute();
    }
}
