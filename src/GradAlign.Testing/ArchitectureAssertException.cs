using GradAlign.Testing.Messages;
using Xunit.Sdk;

namespace GradAlign.Testing;

/// <summary>A model does not hold what a test asks of it, or could not be scored. The message's grammar is in docs/test-gate.md; <see cref="FailureMessage.Parse"/> reads it.</summary>
public sealed class ArchitectureAssertException : Exception, IAssertionException
{
    internal ArchitectureAssertException(FailureMessage failure) : base(failure.ToString()) => Failure = failure;

    /// <summary>The message in its parts.</summary>
    public FailureMessage Failure { get; }
}
