namespace GradAlign.Analyzer.Rewriting;

/// <summary>Names the method that a function of <see cref="Watched"/> stands for; the types of its parameters are the function's own.</summary>
/// <param name="type">The type that declares it.</param>
/// <param name="method">Its name.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ReplacesAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares it.</summary>
    public Type Type => type;

    /// <summary>Its name.</summary>
    public string Method => method;

    /// <summary>Whether it is an instance method: the function takes the instance as its first parameter.</summary>
    public bool IsInstance { get; init; }
}
