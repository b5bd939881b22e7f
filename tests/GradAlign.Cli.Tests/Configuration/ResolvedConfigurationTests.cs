using GradAlign.Analyzer;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli.Tests.Configuration;

public sealed class ResolvedConfigurationTests
{
    private readonly ConfigurationLayer commandLine = new();
    private readonly ConfigurationLayer properties = new();
    private readonly ConfigurationLayer file = new();

    private ResolvedConfiguration Resolved => new(commandLine, properties, file);

    [Fact]
    public void Setting_comes_from_the_first_that_says_it()
    {
        Assert.Equal((3L, "default"), Said(Settings.Repeats));
        Set(file, Settings.Repeats, 4L, "file");
        Assert.Equal((4L, "file"), Said(Settings.Repeats));
        Set(properties, Settings.Repeats, 5L, "property");
        Assert.Equal((5L, "property"), Said(Settings.Repeats));
        Set(commandLine, Settings.Repeats, 6L, "command line");
        Assert.Equal((6L, "command line"), Said(Settings.Repeats));
        Assert.Equal(6, Resolved.OptionsOver(new()).Repeats);
    }

    [Theory]
    // property, file, attribute -> in force
    [InlineData(null, null, null, null, "default")]
    [InlineData(null, null, 0.6, 0.6, "[ScoredModel]")]
    [InlineData(null, 0.7, 0.6, 0.6, "[ScoredModel]")]
    [InlineData(null, 0.5, 0.6, 0.5, "file")]
    [InlineData(0.95, 0.7, null, 0.7, "file")]
    [InlineData(0.4, 0.5, 0.6, 0.4, "property")]
    [InlineData(0.5, 0.5, 0.5, 0.5, "property")]
    [InlineData(0.95, null, null, 0.95, "property")]
    public void Strictest_of_several_limits_holds_and_the_default_only_without_any(double? property, double? json, double? attribute, double? limit, string source)
    {
        if (property is { } p) Set(properties, Settings.MaxConflict, p, "property");
        if (json is { } f) Set(file, Settings.MaxConflict, f, "file");
        var model = Model("A", attribute);
        Assert.Equal(limit, Resolved.LimitsOf(model).MaxConflict);
        var origins = Resolved.Origins([model]).Where(o => o.Key == "maxConflict").ToArray();
        Assert.Equal((limit ?? Limits.DefaultMaxConflict, source), ((double)origins[^1].Value!, origins[^1].Source));
    }

    [Fact]
    public void Command_line_overrides_a_stricter_limit()
    {
        Set(commandLine, Settings.MaxConflict, 0.99, "command line");
        Set(properties, Settings.MaxConflict, 0.5, "property");
        Assert.Equal(0.99, Resolved.LimitsOf(Model("A", 0.1)).MaxConflict);
    }

    [Fact]
    public void Section_replaces_the_limit_of_its_file_for_its_models_alone()
    {
        Set(file, Settings.MaxConflict, 0.5, "file");
        file.Sections.Add(("*Deep*", new() { [Settings.MaxConflict] = new(0.8, "section") }));
        Assert.Equal(0.8, Resolved.LimitsOf(Model("MlpDeepPlain")).MaxConflict);
        Assert.Equal(0.5, Resolved.LimitsOf(Model("Shallow")).MaxConflict);
        Assert.Equal(0.6, Resolved.LimitsOf(Model("MlpDeepPlain", 0.6)).MaxConflict);
        file.Sections.Add(("Mlp*", new() { [Settings.MaxConflict] = new(0.7, "section") }));
        Assert.Equal(0.7, Resolved.LimitsOf(Model("MlpDeepPlain")).MaxConflict);
        Set(properties, Settings.MaxConflict, 0.4, "property");
        Assert.Equal(0.4, Resolved.LimitsOf(Model("MlpDeepPlain")).MaxConflict);
    }

    [Theory]
    [InlineData(32L, "per-sample")]
    [InlineData(64L, "frozen")]
    public void Limits_are_missing_where_the_default_ones_do_not_hold(long batchSize, string batchNorm)
    {
        Set(file, Settings.BatchSize, batchSize, "file");
        Set(file, Settings.BatchNorm, batchNorm, "file");
        var missing = Resolved.MissingLimits([Model("A"), Model("B", 0.5)]);
        Assert.Equal(Rules.InvalidConfiguration.Id, missing!.Finding.Id);
        Assert.Contains("maxCollapse for A, B", missing.Finding.Message, StringComparison.Ordinal);
        Set(file, Settings.MaxConflict, 0.9, "file");
        Set(file, Settings.MaxCollapse, 0.9, "file");
        Assert.Null(Resolved.MissingLimits([Model("A"), Model("B", 0.5)]));
    }

    [Fact]
    public void Options_that_no_setting_stands_for_stay_as_given()
    {
        Set(file, Settings.BatchNorm, "frozen", "file");
        Set(file, Settings.Data, "synthetic", "file");
        var options = Resolved.OptionsOver(new());
        Assert.Equal(new ScoringOptions { BatchNorm = BatchNormMode.Frozen, Data = "synthetic" }, options);
    }

    [Fact]
    public void Property_leaves_the_raising_of_warnings_to_the_build()
    {
        Set(file, Settings.TreatWarningsAsErrors, true, "file");
        Assert.True(Resolved.RaisesWarnings);
        Set(properties, Settings.TreatWarningsAsErrors, true, "property");
        Assert.False(Resolved.RaisesWarnings);
        Set(commandLine, Settings.TreatWarningsAsErrors, true, "command line");
        Assert.True(Resolved.RaisesWarnings);
    }

    private (object? Value, string Source) Said(Setting setting) => (Resolved[setting].Value, Resolved[setting].Source);

    private static void Set(ConfigurationLayer layer, Setting setting, object value, string source) => layer.Values[setting] = new(value, source);

    private static ModelCase Model(string name, double? maxConflict = null) => new()
    {
        Name = name,
        TypeName = "Demo.Models",
        MethodName = name,
        InputShape = [4],
        Classes = 2,
        MaxConflict = maxConflict,
    };
}
