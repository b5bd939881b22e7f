using System.Globalization;
using System.Text;
using CsvHelper;

namespace GradAlign.NasBench.Studies;

/// <summary>
/// A CSV file that grows by a row at a time, each written through to the disk in one piece. Where the process was killed in the middle
/// of a row, that row is cut off and measured again.
/// </summary>
internal sealed class StudyFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly string path;
    private readonly int keys;

    private StudyFile(string path, int keys) => (this.path, this.keys) = (path, keys);

    /// <summary>Identities of the rows that are there; of several columns, joined by a space.</summary>
    public HashSet<string> Done { get; } = [];

    /// <summary>Opens a file or begins one.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="columns">Its columns; the first ones are the identity.</param>
    /// <param name="options">Columns that have the same value in every row, and that value.</param>
    /// <exception cref="FormatException">It has other columns, or rows of other options.</exception>
    public static StudyFile Open(string path, IReadOnlyList<string> columns, params IReadOnlyList<(string Name, string Value)> options) => Open(path, columns, 1, options);

    /// <summary>Opens a file or begins one.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="columns">Its columns; the first ones are the identity.</param>
    /// <param name="keys">How many columns are the identity.</param>
    /// <param name="options">Columns that have the same value in every row, and that value.</param>
    /// <exception cref="FormatException">It has other columns, or rows of other options.</exception>
    public static StudyFile Open(string path, IReadOnlyList<string> columns, int keys, params IReadOnlyList<(string Name, string Value)> options) =>
        Open(path, columns, keys, _ => options);

    /// <summary>Opens a file or begins one whose rows are of several options.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="columns">Its columns; the first ones are the identity.</param>
    /// <param name="keys">How many columns are the identity.</param>
    /// <param name="optionsOf">Columns that must have a certain value in the row of an identity, and that value.</param>
    /// <exception cref="FormatException">It has other columns, or rows of other options.</exception>
    public static StudyFile Open(string path, IReadOnlyList<string> columns, int keys, Func<string, IReadOnlyList<(string Name, string Value)>> optionsOf)
    {
        var file = new StudyFile(path, keys);
        CutTornRow(path);
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            file.Write(columns);
            return file;
        }

        using var reader = new StreamReader(path, Utf8);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        if (!csv.HeaderRecord!.SequenceEqual(columns))
            throw new FormatException($"{path} has other columns than this study writes: it was made with other --scores, or another space. Give another --out.");
        while (csv.Read())
        {
            var identity = file.Identity([.. Enumerable.Range(0, keys).Select(i => csv.GetField(i)!)]);
            if (optionsOf(identity).FirstOrDefault(o => csv.GetField(o.Name) != o.Value) is { Name: { } name, Value: var value })
                throw new FormatException($"{path} has rows with {name} {csv.GetField(name)}, this study has {value}: rows of one file must be comparable. Give another --out.");
            file.Done.Add(identity);
        }

        return file;
    }

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields, in the order of the columns.</param>
    public void Append(IReadOnlyList<string> fields)
    {
        Write(fields);
        Done.Add(Identity(fields));
    }

    /// <summary>Adds rows in one piece, each the only one of its kind.</summary>
    /// <param name="rows">Their fields, in the order of the columns.</param>
    public void Append(IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToArray();
        Write(all);
        foreach (var row in all) Done.Add(Identity(row));
    }

    private string Identity(IReadOnlyList<string> fields) => string.Join(' ', fields.Take(keys));

    private void Write(params IReadOnlyList<string>[] rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture))
        {
            for (var i = 0; i < rows.Length; i++)
            {
                if (i > 0) csv.NextRecord();
                foreach (var field in rows[i]) csv.WriteField(field.ReplaceLineEndings(" "));
            }
        }

        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(Utf8.GetBytes(text.ToString().ReplaceLineEndings("\n") + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static void CutTornRow(string path)
    {
        if (!File.Exists(path)) return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n') break;
            end--;
        }

        file.SetLength(end);
    }
}
