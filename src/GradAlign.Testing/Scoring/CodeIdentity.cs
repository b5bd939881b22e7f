using GradAlign.Analyzer.Hosting;

namespace GradAlign.Testing.Scoring;

/// <summary>Tells whether two delegates do the same: two tests that both say <c>() => new ResNet20()</c> have two lambdas of one meaning.</summary>
internal static class CodeIdentity
{
    /// <summary>What is the same for code that does the same; null where the code depends on what it captured.</summary>
    public static string? Of(Delegate code)
    {
        if (NamelessCode.Reference(code) is not { } reference) return null;
        // Within one module the same instructions with the same tokens are the same code, for nothing is captured.
        return code.Method.GetMethodBody() is { ExceptionHandlingClauses.Count: 0 } body && body.GetILAsByteArray() is { } instructions
            ? $"{reference.AssemblyPath}#{body.LocalSignatureMetadataToken}:{Convert.ToHexString(instructions)}"
            : $"{reference.AssemblyPath}@{reference.Token}";
    }
}
