using System.Security.Cryptography;

namespace GradAlign.Analyzer.Inputs;

/// <summary>A data file as it lies on disk.</summary>
internal static class DataFile
{
    /// <summary>Reads a whole file; GA0006 where it is missing or cannot be read.</summary>
    public static byte[] Read(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw InputError.Configuration($"The data file '{full}' does not exist. Relative paths start at the current directory.");
        try
        {
            return File.ReadAllBytes(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw InputError.Configuration($"The data file '{full}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Opens a file to read parts of it; GA0006 where it is missing or cannot be read.</summary>
    public static FileStream Open(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw InputError.Configuration($"The data file '{full}' does not exist. Relative paths start at the current directory.");
        try
        {
            return File.OpenRead(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw InputError.Configuration($"The data file '{full}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Hash of files that are not read whole, as <c>cat FILES | sha256sum</c> gives it.</summary>
    public static string Sha256(IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        foreach (string path in paths)
        {
            using var file = Open(path);
            while (file.Read(buffer) is > 0 and var read)
                hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Hash of the files one after the other, as <c>cat FILES | sha256sum</c> gives it.</summary>
    public static string Sha256(IEnumerable<byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] file in files)
            hash.AppendData(file);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
