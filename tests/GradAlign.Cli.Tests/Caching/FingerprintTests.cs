using GradAlign.Analyzer;
using GradAlign.Cli.Caching;

namespace GradAlign.Cli.Tests.Caching;

public sealed class FingerprintTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FingerprintTests()
    {
        File.Copy(typeof(Fingerprint).Assembly.Location, Assembly);
        folder.Write("app.deps.json", "{}");
        folder.Write("native.dll", "not an assembly");
    }

    private string Assembly => folder.At("app.dll");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Fingerprint_stays_where_nothing_that_matters_changes()
    {
        var before = Of(new());
        File.SetLastWriteTimeUtc(Assembly, DateTime.UtcNow.AddDays(1));
        folder.Write("readme.txt", "changed");
        Assert.Equal(before, Of(new()));
    }

    [Fact]
    public void Fingerprint_changes_with_everything_that_scores_depend_on()
    {
        var data = folder.Write("data/images.bin", "1");
        var withData = new ScoringOptions { Data = folder.At("data") };
        var seen = new List<string> { Of(new()), Of(new() { Seed = 1 }), Of(new() { Device = "cpu" }), Fingerprint.Of(Assembly, new(), "/native"), Of(withData) };
        File.WriteAllText(data, "22");
        seen.Add(Of(withData));
        folder.Write("data/labels.bin", "1");
        seen.Add(Of(withData));
        folder.Write("app.deps.json", "{ }");
        seen.Add(Of(new()));
        folder.Write("app.runtimeconfig.json", "{ }");
        seen.Add(Of(new()));
        folder.Write("native.dll", "not an assembly either");
        seen.Add(Of(new()));
        File.Copy(typeof(ScoringOptions).Assembly.Location, folder.At("library.dll"));
        seen.Add(Of(new()));
        File.Copy(typeof(FactAttribute).Assembly.Location, folder.At("library.dll"), overwrite: true);
        seen.Add(Of(new()));
        File.Copy(typeof(FactAttribute).Assembly.Location, Assembly, overwrite: true);
        seen.Add(Of(new()));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    private string Of(ScoringOptions options) => Fingerprint.Of(Assembly, options, null);
}
