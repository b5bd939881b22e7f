namespace GradAlign.Analyzer.Discovery;

/// <summary>A parameter of a factory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsOptional">Whether it has a default value, or is the <c>name</c> that TorchSharp's modules take.</param>
internal sealed record FactoryParameter(string Name, bool IsOptional)
{
    /// <summary>The string by which authors hand a module's name to its base; where none is given it is the class's.</summary>
    public const string ModuleName = "name";
}
