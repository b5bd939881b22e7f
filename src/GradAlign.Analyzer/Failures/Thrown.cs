using System.Reflection;

namespace GradAlign.Analyzer.Failures;

/// <summary>An exception of the user's code in words.</summary>
internal static class Thrown
{
    /// <summary>What the user's code threw: reflection and static constructors wrap it, and the user knows the inner one.</summary>
    public static Exception Cause(Exception exception) =>
        exception is TargetInvocationException or TypeInitializationException && exception.InnerException is { } inner ? Cause(inner) : exception;

    /// <summary>Its kind, what it says and the user's line: <c>IOException: no such file, at Net.forward (/src/Net.cs:12)</c>.</summary>
    public static string Describe(Exception exception) => $"{Cause(exception).GetType().Name}: {Message(exception)}";

    /// <summary>What it says and the user's line, without the full stop.</summary>
    public static string Message(Exception exception)
    {
        var cause = Cause(exception);
        var frame = UserFrame.Of(cause);
        return FirstLine(cause) + (frame is null ? "" : $", at {frame}");
    }

    /// <summary>What it says; libtorch adds its own stack below.</summary>
    public static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd('.', ' ', '\r');
}
