namespace GradAlign.Cli.Git;

/// <summary>A commit.</summary>
/// <param name="Repository">Its repository.</param>
/// <param name="Hash">Its full hash.</param>
internal sealed record GitCommit(GitRepository Repository, string Hash)
{
    private const int ShortLength = 10;

    /// <summary>As much of the hash as people read.</summary>
    public string Short => Hash[..Math.Min(ShortLength, Hash.Length)];
}
