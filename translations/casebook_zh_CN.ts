<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ImportReport</name>
    <message>
        <source>Nothing to do</source>
        <translation>无需处理</translation>
    </message>
    <message>
        <source>Copy the file again from its source</source>
        <translation>从来源重新复制该文件</translation>
    </message>
    <message>
        <source>Ask the source for the file again; keep this one aside</source>
        <translation>向来源重新索取该文件；此文件另行存放</translation>
    </message>
    <message>
        <source>Compare the two, keep one</source>
        <translation>比较两者，保留其一</translation>
    </message>
    <message>
        <source>Export it again uncompressed or as JPEG lossless</source>
        <translation>以未压缩或无损 JPEG 重新导出</translation>
    </message>
    <message>
        <source>Nothing to do; the object carries no images</source>
        <translation>无需处理；该对象不含影像</translation>
    </message>
    <message>
        <source>Ask the source for the original series</source>
        <translation>向来源索取原始序列</translation>
    </message>
    <message>
        <source>Unpack the archive and import the folder</source>
        <translation>解压后导入文件夹</translation>
    </message>
    <message>
        <source>See the manual for this code</source>
        <translation>请查阅手册中的该代码</translation>
    </message>
    <message>
        <source>regular</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>slices are missing</source>
        <translation>缺层</translation>
    </message>
    <message>
        <source>positions stand twice</source>
        <translation>位置重复</translation>
    </message>
    <message>
        <source>uneven steps</source>
        <translation>层距不均</translation>
    </message>
    <message>
        <source>tilted gantry</source>
        <translation>机架倾斜</translation>
    </message>
    <message>
        <source>several orientations</source>
        <translation>多种方向</translation>
    </message>
    <message>
        <source>pixels not square</source>
        <translation>像素非正方</translation>
    </message>
    <message>
        <source>slices overlap</source>
        <translation>层面重叠</translation>
    </message>
    <message>
        <source>no rescale: values are not HU</source>
        <translation>无换算参数：数值不是 HU</translation>
    </message>
    <message>
        <source>padding around the image</source>
        <translation>图像周围有填充</translation>
    </message>
    <message>
        <source>lossy compression</source>
        <translation>有损压缩</translation>
    </message>
    <message>
        <source>several times</source>
        <translation>多个时相</translation>
    </message>
    <message>
        <source>one slice</source>
        <translation>单层</translation>
    </message>
    <message>
        <source>a frame is cut short</source>
        <translation>有一帧被截断</translation>
    </message>
    <message>
        <source>step taken from thickness</source>
        <translation>层距取自层厚</translation>
    </message>
    <message>
        <source>import was interrupted</source>
        <translation>导入曾中断</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>a localizer</source>
        <translation>定位像</translation>
    </message>
    <message>
        <source>several pixel sizes or slice distances</source>
        <translation>多种像素大小或层距</translation>
    </message>
    <message>
        <source>values rounded to 16 bits</source>
        <translation>数值已取整为 16 位</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
</context>
<context>
    <name>Moment</name>
    <message>
        <source>Today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>Yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>format of a date in words</comment>
        <translation>yyyy年M月d日</translation>
    </message>
</context>
<context>
    <name>Segment</name>
    <message>
        <source>%1 ml</source>
        <translation>%1 ml</translation>
    </message>
    <message>
        <source>Placed by equal grids</source>
        <translation>按相同网格定位</translation>
    </message>
    <message>
        <source>Placed by frame of reference</source>
        <translation>按参考坐标系定位</translation>
    </message>
    <message>
        <source>Placement confirmed by %1</source>
        <translation>位置由 %1 确认</translation>
    </message>
    <message>
        <source>No image with its frame of reference is in the study</source>
        <translation>研究中没有同一参考坐标系的影像</translation>
    </message>
    <message>
        <source>Nearly fits: corners are up to %1 mm away</source>
        <translation>接近：角点最多相距 %1 mm</translation>
    </message>
    <message>
        <source>Not drawn: another frame of reference</source>
        <translation>未绘制：参考坐标系不同</translation>
    </message>
    <message>
        <source>Not drawn: its grid does not fit this series</source>
        <translation>未绘制：网格与该序列不符</translation>
    </message>
    <message>
        <source>Not drawn: %1</source>
        <translation>未绘制：%1</translation>
    </message>
</context>
<context>
    <name>casebook::AuditModel</name>
    <message>
        <source>Subject enrolled</source>
        <translation>受试者已入组</translation>
    </message>
    <message>
        <source>Subject changed</source>
        <translation>受试者已修改</translation>
    </message>
    <message>
        <source>Subject withdrawn</source>
        <translation>受试者已退出</translation>
    </message>
    <message>
        <source>Study made</source>
        <translation>研究已建立</translation>
    </message>
    <message>
        <source>User added</source>
        <translation>用户已添加</translation>
    </message>
    <message>
        <source>User disabled</source>
        <translation>用户已停用</translation>
    </message>
    <message>
        <source>User changed</source>
        <translation>用户已修改</translation>
    </message>
    <message>
        <source>Overlay added</source>
        <translation>叠加层已添加</translation>
    </message>
    <message>
        <source>Placement confirmed</source>
        <translation>位置已确认</translation>
    </message>
    <message>
        <source>Overlay style changed</source>
        <translation>叠加层样式已修改</translation>
    </message>
    <message>
        <source>Length measured</source>
        <translation>长度已测量</translation>
    </message>
    <message>
        <source>Length removed</source>
        <translation>长度已删除</translation>
    </message>
    <message>
        <source>Study unlocked</source>
        <translation>研究已解锁</translation>
    </message>
    <message>
        <source>Study locked</source>
        <translation>研究已锁定</translation>
    </message>
    <message>
        <source>Study verified</source>
        <translation>研究已校验</translation>
    </message>
    <message>
        <source>Names read</source>
        <translation>姓名已查阅</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>已建立</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>Subject chosen</source>
        <translation>已指定受试者</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Recovery words used</source>
        <translation>使用了恢复词</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Images imported</source>
        <translation>图像已导入</translation>
    </message>
    <message>
        <source>Import begun</source>
        <translation>导入开始</translation>
    </message>
    <message>
        <source>Import finished</source>
        <translation>导入完成</translation>
    </message>
    <message>
        <source>Import interrupted</source>
        <translation>导入中断</translation>
    </message>
    <message>
        <source>Geometry noted</source>
        <translation>几何已记录</translation>
    </message>
    <message>
        <source>Overlay placed</source>
        <translation>叠加层已定位</translation>
    </message>
    <message>
        <source>Exam waits for a subject</source>
        <translation>检查等待指定受试者</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>Format migrated</source>
        <translation>格式已迁移</translation>
    </message>
    <message>
        <source>Clock changed</source>
        <translation>时钟变化</translation>
    </message>
    <message>
        <source>Leftovers cleared</source>
        <translation>残留文件已清理</translation>
    </message>
    <message>
        <source>Wrong passphrases</source>
        <translation>口令错误</translation>
    </message>
</context>
<context>
    <name>casebook::AuditView</name>
    <message>
        <source>row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <comment>old value, new value</comment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>user, roles</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>稽查</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>Chain whole, checked %1</source>
        <translation>链完整，校验于 %1</translation>
    </message>
    <message>
        <source>Damage found, checked %1</source>
        <translation>发现损坏，校验于 %1</translation>
    </message>
    <message>
        <source>Verifying …</source>
        <translation>正在校验…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>%1 of %2 rows shown</source>
        <translation>显示 %1 行，共 %2 行</translation>
    </message>
    <message>
        <source>Rows can be added, never changed</source>
        <translation>只能追加，不能修改</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>casebook::Cli</name>
    <message>
        <source>Volume %1: %2 x %3 x %4 voxels, %5 x %6 x %7 mm</source>
        <translation>容积 %1：%2 x %3 x %4 体素，%5 x %6 x %7 mm</translation>
    </message>
    <message>
        <source>  first voxel at (%1, %2, %3) mm in LPS</source>
        <translation>  第一个体素位于 LPS (%1, %2, %3) mm</translation>
    </message>
    <message>
        <source>Series %1, %2</source>
        <translation>序列 %1，%2</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Voxels</source>
        <translation>体素</translation>
    </message>
    <message>
        <source>ml</source>
        <translation>ml</translation>
    </message>
    <message>
        <source>Overlay %1, %2, placement %3</source>
        <translation>叠加层 %1，%2，位置状态 %3</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>%1 rows are as they were written.</source>
        <translation>%1 行均与写入时一致。</translation>
    </message>
    <message>
        <source>Row %1 is damaged: %2</source>
        <translation>第 %1 行已损坏：%2</translation>
    </message>
    <message>
        <source>The study is as it was written.</source>
        <translation>研究与写入时一致。</translation>
    </message>
    <message>
        <source>Damaged (%1): %2, %3</source>
        <translation>已损坏（%1）：%2，%3</translation>
    </message>
    <message>
        <source>Passphrase:</source>
        <translation>口令：</translation>
    </message>
    <message>
        <source>Lists the audit trail.</source>
        <translation>列出稽查轨迹。</translation>
    </message>
    <message>
        <source>Checks the chain of the audit trail.</source>
        <translation>校验稽查轨迹的链。</translation>
    </message>
    <message>
        <source>Checks every file of the study; --objects decrypts every image too.</source>
        <translation>校验研究的每个文件；--objects 还会解密每幅图像。</translation>
    </message>
    <message>
        <source>The same again:</source>
        <translation>请再次输入：</translation>
    </message>
    <message>
        <source>Another program has the study open; it is read beside it.</source>
        <translation>另一程序已打开该研究；此处以只读方式读取。</translation>
    </message>
    <message>
        <source>Another person set this passphrase. Change it: casebook-cli user passphrase.</source>
        <translation>此口令由他人设置。请更改：casebook-cli user passphrase。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) read.</source>
        <translation>
            <numerusform>已读取 %n 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 imported, %2 there already, %3 refused.</source>
        <translation>已导入 %1 个，已存在 %2 个，拒收 %3 个。</translation>
    </message>
    <message>
        <source>placed</source>
        <translation>已定位</translation>
    </message>
    <message>
        <source>Series %1 waits for a person: %2</source>
        <translation>序列 %1 等待人工处理：%2</translation>
    </message>
    <message>
        <source>Refused: %1 (%2)</source>
        <translation>拒收：%1（%2）</translation>
    </message>
    <message>
        <source>The import was interrupted. What it had taken is there; import again to take the rest.</source>
        <translation>导入曾中断。已收入的内容仍在；再次导入可补齐其余部分。</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Takes DICOM files, folders and archives into the study.</source>
        <translation>将 DICOM 文件、文件夹和压缩包导入研究。</translation>
    </message>
    <message>
        <source>Takes a NIfTI, NRRD or MetaImage label map beside a series.</source>
        <translation>为某序列导入 NIfTI、NRRD 或 MetaImage 标签图。</translation>
    </message>
    <message>
        <source>Lists the subjects of the study.</source>
        <translation>列出研究的受试者。</translation>
    </message>
    <message>
        <source>Lists the exams of the study.</source>
        <translation>列出研究的检查。</translation>
    </message>
    <message>
        <source>Lists the series of the study.</source>
        <translation>列出研究的序列。</translation>
    </message>
    <message>
        <source>Lists the overlays of the study.</source>
        <translation>列出研究的叠加层。</translation>
    </message>
    <message>
        <source>Lists what was imported, and when.</source>
        <translation>列出导入的内容和时间。</translation>
    </message>
    <message>
        <source>The option %1 is not known here. See casebook-cli --help.</source>
        <translation>此处不支持选项 %1。请参阅 casebook-cli --help。</translation>
    </message>
    <message>
        <source>The option %1 needs a value.</source>
        <translation>选项 %1 需要一个值。</translation>
    </message>
    <message>
        <source>The option %1 takes no value.</source>
        <translation>选项 %1 不带值。</translation>
    </message>
    <message>
        <source>The option %1 is needed here.</source>
        <translation>此处需要选项 %1。</translation>
    </message>
    <message>
        <source>%2 is not a value that %1 can have.</source>
        <translation>%2 不是 %1 的有效值。</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;. See casebook-cli --help.</source>
        <translation>没有命令“%1”。请参阅 casebook-cli --help。</translation>
    </message>
    <message>
        <source>The command &quot;%1&quot; is not in this version.</source>
        <translation>此版本没有命令“%1”。</translation>
    </message>
    <message>
        <source>The command &quot;%1&quot; needs more. See casebook-cli %1 --help.</source>
        <translation>命令“%1”缺少参数。请参阅 casebook-cli %1 --help。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is too much for this command.</source>
        <translation>此命令不接受“%1”。</translation>
    </message>
    <message>
        <source>No study was named. Give --study DIR, or set CASEBOOK_STUDY.</source>
        <translation>未指定研究。请给出 --study DIR，或设置 CASEBOOK_STUDY。</translation>
    </message>
    <message>
        <source>The study has several users. Give --user NAME, or set CASEBOOK_USER.</source>
        <translation>该研究有多个用户。请给出 --user NAME，或设置 CASEBOOK_USER。</translation>
    </message>
    <message>
        <source>Others can read the passphrase file. Set its mode to 600 and try again.</source>
        <translation>他人可以读取口令文件。请将其权限设为 600 后重试。</translation>
    </message>
    <message>
        <source>The passphrase file cannot be read, or is empty.</source>
        <translation>口令文件无法读取或为空。</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the passphrase on. Give --passphrase-file F.</source>
        <translation>没有可输入口令的终端。请用 --passphrase-file F 给出口令文件。</translation>
    </message>
    <message>
        <source>There is no terminal to show the recovery words on. Give --recovery-file F.</source>
        <translation>没有可显示恢复词的终端。请用 --recovery-file F 指定写入恢复词的文件。</translation>
    </message>
    <message>
        <source>The recovery words were not confirmed, so no study was made.</source>
        <translation>恢复词未得到确认，因此没有建立研究。</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>两次输入的口令不一致。</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2</source>
        <translation>无法写入文件 %1：%2</translation>
    </message>
    <message>
        <source>%1 is there already and is not written over.</source>
        <translation>%1 已存在，不会被覆盖。</translation>
    </message>
    <message>
        <source>The series has no volume of that number.</source>
        <translation>该序列没有此编号的容积。</translation>
    </message>
    <message>
        <source>The 3D view needs a display. Run it where there is one, or under Xvfb.</source>
        <translation>三维视图需要显示器。请在有显示器的环境或 Xvfb 下运行。</translation>
    </message>
    <message>
        <source>Segments of this overlay overlap, which a label map cannot hold. Choose one with --segment N.</source>
        <translation>此叠加层的分割相互重叠，标签图无法保存。请用 --segment N 选择一个。</translation>
    </message>
    <message>
        <source>The overlay has no segment %1.</source>
        <translation>该叠加层没有分割 %1。</translation>
    </message>
    <message>
        <source>What was read back is not what was written.</source>
        <translation>读回的内容与写入的不一致。</translation>
    </message>
    <message>
        <source>The bench %1 could not be run to its end.</source>
        <translation>性能测试 %1 未能运行完毕。</translation>
    </message>
    <message>
        <source>%1 is not installed beside this program.</source>
        <translation>%1 未与本程序一同安装。</translation>
    </message>
    <message>
        <source>Usage: casebook-cli [--study DIR] [--user NAME] [--passphrase-file F] [--json] [--lang en|zh] COMMAND ...</source>
        <translation>用法：casebook-cli [--study DIR] [--user NAME] [--passphrase-file F] [--json] [--lang en|zh] COMMAND ...</translation>
    </message>
    <message>
        <source>CASEBOOK_STUDY, CASEBOOK_USER and CASEBOOK_PASSPHRASE_FILE stand for the first three options. A passphrase is never an argument. Data goes to stdout, progress and messages to stderr.</source>
        <translation>CASEBOOK_STUDY、CASEBOOK_USER 和 CASEBOOK_PASSPHRASE_FILE 可代替前三个选项。口令从不作为参数。数据输出到 stdout，进度和消息输出到 stderr。</translation>
    </message>
    <message>
        <source>Exit codes: 0 done; 1 refused or failed, nothing changed; 2 wrong usage; 3 not unlocked or no right; 4 done in part; 5 the study is in use; 6 damage found.</source>
        <translation>退出码：0 完成；1 被拒绝或失败，未作更改；2 用法错误；3 未解锁或无权限；4 部分完成；5 研究正被使用；6 发现损坏。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1.</source>
        <translation>
            <numerusform>已将 %n 个文件写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Says what an overlay holds and where it belongs.</source>
        <translation>显示叠加层的内容及其所属位置。</translation>
    </message>
    <message>
        <source>Writes an overlay as label map or DICOM segmentation.</source>
        <translation>将叠加层写为标签图或 DICOM 分割。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Reference value</source>
        <translation>参照值</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比值</translation>
    </message>
    <message>
        <source>Making</source>
        <translation>正在生成</translation>
    </message>
    <message numerus="yes">
        <source>A synthetic chest with %n nodule(s) was written to %1.</source>
        <translation>
            <numerusform>含 %n 个结节的模拟胸部 CT 已写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Writes a synthetic chest CT with a segmentation of its nodules.</source>
        <translation>生成模拟胸部 CT 及其结节分割。</translation>
    </message>
    <message>
        <source>Checks this installation with a study of its own, which it removes.</source>
        <translation>用自建的研究检查此安装，完成后将其删除。</translation>
    </message>
    <message>
        <source>Measures this machine beside a reference in the same run.</source>
        <translation>在同一次运行中将本机性能与参照一同测量。</translation>
    </message>
    <message>
        <source>Says the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>For research use only, not for diagnosis</source>
        <translation>仅供研究使用，不用于诊断</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>模拟数据</translation>
    </message>
    <message>
        <source>Placement confirmed by %1</source>
        <translation>位置由 %1 确认</translation>
    </message>
    <message>
        <source>Draws a picture of a series, as the window does.</source>
        <translation>绘制序列的图片，与窗口中所见相同。</translation>
    </message>
    <message>
        <source>good</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>BAD</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Study: %1</source>
        <translation>研究：%1</translation>
    </message>
    <message>
        <source>Site: %1</source>
        <translation>中心：%1</translation>
    </message>
    <message>
        <source>Users: %1</source>
        <translation>用户：%1</translation>
    </message>
    <message>
        <source>Format %1, schema %2</source>
        <translation>格式 %1，结构 %2</translation>
    </message>
    <message>
        <source>Recovery words. They open the study when the passphrase is lost, and are shown this once. Write them down:</source>
        <translation>恢复词。口令遗失时用它们打开研究，仅显示这一次。请抄写下来：</translation>
    </message>
    <message>
        <source>Type group %1:</source>
        <translation>请输入第 %1 组：</translation>
    </message>
    <message>
        <source>The unfinished study in %1 could not be removed. Remove the folder by hand.</source>
        <translation>无法删除 %1 中未完成的研究。请手动删除该文件夹。</translation>
    </message>
    <message>
        <source>Passphrase of the new study:</source>
        <translation>新研究的口令：</translation>
    </message>
    <message>
        <source>The study &quot;%1&quot; was made in %2. Its user is %3.</source>
        <translation>已在 %2 中建立研究“%1”。其用户为 %3。</translation>
    </message>
    <message>
        <source>Subjects: %1</source>
        <translation>受试者：%1</translation>
    </message>
    <message>
        <source>Series: %1</source>
        <translation>序列：%1</translation>
    </message>
    <message>
        <source>Makes a new encrypted study in a folder that is absent or empty.</source>
        <translation>在尚不存在或空的文件夹中建立新的加密研究。</translation>
    </message>
    <message>
        <source>Says what the study is and what is in it.</source>
        <translation>显示研究的信息及其内容。</translation>
    </message>
    <message>
        <source>Subject %1: %2</source>
        <translation>受试者 %1：%2</translation>
    </message>
    <message>
        <source>Enrols a subject; without LABEL it gets the next free one.</source>
        <translation>入组受试者；不给 LABEL 时取下一个可用编号。</translation>
    </message>
    <message>
        <source>Changes the label or the name of a subject.</source>
        <translation>更改受试者的编号或姓名。</translation>
    </message>
    <message>
        <source>Marks a subject as withdrawn; the data stays.</source>
        <translation>将受试者标记为退出；数据保留。</translation>
    </message>
    <message>
        <source>The old passphrase again:</source>
        <translation>请再次输入旧口令：</translation>
    </message>
    <message>
        <source>New passphrase:</source>
        <translation>新口令：</translation>
    </message>
    <message>
        <source>The passphrase was changed.</source>
        <translation>口令已更改。</translation>
    </message>
    <message>
        <source>First passphrase of the new user:</source>
        <translation>新用户的初始口令：</translation>
    </message>
    <message>
        <source>The user %1 was added.</source>
        <translation>已添加用户 %1。</translation>
    </message>
    <message>
        <source>The user %1 was disabled.</source>
        <translation>已停用用户 %1。</translation>
    </message>
    <message>
        <source>Adds a user, who must change the first passphrase.</source>
        <translation>添加用户，该用户必须更改初始口令。</translation>
    </message>
    <message>
        <source>Takes a user&apos;s access away; what the user did stays.</source>
        <translation>取消用户的访问权限；该用户做过的工作保留。</translation>
    </message>
    <message>
        <source>Changes your own passphrase.</source>
        <translation>更改您自己的口令。</translation>
    </message>
    <message>
        <source>The series has %1 volumes; number %2, the largest, was taken. Choose with --volume N.</source>
        <translation>该序列有 %1 个容积；已取最大的第 %2 个。可用 --volume N 选择。</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>Says the geometry, numbers and hash of every volume of a series.</source>
        <translation>显示序列每个容积的几何、数值和哈希值。</translation>
    </message>
    <message>
        <source>Writes a volume, or into DIR the files as they were received.</source>
        <translation>写出容积，或将原样保存的文件写入 DIR。</translation>
    </message>
</context>
<context>
    <name>casebook::DoorController</name>
    <message>
        <source>Folder for the new study</source>
        <translation>新研究的文件夹</translation>
    </message>
    <message>
        <source>Open a study</source>
        <translation>打开研究</translation>
    </message>
</context>
<context>
    <name>casebook::DropHint</name>
    <message>
        <source>Drop to import into this study</source>
        <translation>松开即导入本研究</translation>
    </message>
</context>
<context>
    <name>casebook::EnrolDialog</name>
    <message>
        <source>Enrol which subject?</source>
        <translation>入组哪位受试者？</translation>
    </message>
    <message>
        <source>Only the study&apos;s own code is needed; it can be left to the program.</source>
        <translation>只需研究内的受试者编号；留空则由程序给出。</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>The next free number</source>
        <translation>下一个空闲编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>1957, 1957-03 or 1957-03-18</source>
        <translation>1957、1957-03 或 1957-03-18</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>入组</translation>
    </message>
</context>
<context>
    <name>casebook::ErrorNote</name>
    <message>
        <source>Copy the error</source>
        <translation>复制错误信息</translation>
    </message>
</context>
<context>
    <name>casebook::FacetPanel</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message numerus="yes">
        <source>Clear %n</source>
        <translation>
            <numerusform>清除 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>several</source>
        <translation>多次</translation>
    </message>
    <message>
        <source>one</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>casebook::HelpDialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Casebook keeps clinical studies on this workstation. For research use only, not for diagnosis.</source>
        <translation>Casebook 在本工作站上保存临床研究。仅供研究使用，不用于诊断。</translation>
    </message>
    <message>
        <source>find a subject, page or command</source>
        <translation>查找受试者、页面或命令</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>pages of the rail</source>
        <translation>左侧各页面</translation>
    </message>
    <message>
        <source>open the row</source>
        <translation>打开所选行</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation>空格</translation>
    </message>
    <message>
        <source>preview the row</source>
        <translation>预览所选行</translation>
    </message>
    <message>
        <source>rename the subject</source>
        <translation>受试者改名</translation>
    </message>
    <message>
        <source>withdraw the subject</source>
        <translation>受试者退出</translation>
    </message>
    <message>
        <source>enrol a subject</source>
        <translation>受试者入组</translation>
    </message>
    <message>
        <source>search the list</source>
        <translation>搜索列表</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>next slice</source>
        <translation>下一层</translation>
    </message>
    <message>
        <source>window presets</source>
        <translation>窗宽窗位预设</translation>
    </message>
    <message>
        <source>axial, coronal, sagittal</source>
        <translation>轴位、冠状位、矢状位</translation>
    </message>
    <message>
        <source>cross-hair</source>
        <translation>十字线</translation>
    </message>
    <message>
        <source>measure a length</source>
        <translation>测量长度</translation>
    </message>
    <message>
        <source>MIP 10 mm on or off</source>
        <translation>10 mm MIP 开关</translation>
    </message>
    <message>
        <source>overlays on or off</source>
        <translation>叠加层开关</translation>
    </message>
    <message>
        <source>hide overlays while held</source>
        <translation>按住时隐藏叠加层</translation>
    </message>
    <message>
        <source>reset the views</source>
        <translation>复位视图</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>casebook::HomeController</name>
    <message numerus="yes">
        <source>%1, %n image(s)</source>
        <translation>
            <numerusform>%1，%n 幅图像</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::HomeEmpty</name>
    <message>
        <source>This study is empty</source>
        <translation>本研究还没有数据</translation>
    </message>
    <message>
        <source>Three ways to begin, in any order.</source>
        <translation>三种开始方式，次序不限。</translation>
    </message>
    <message>
        <source>Import a folder of CT</source>
        <translation>导入 CT 文件夹</translation>
    </message>
    <message>
        <source>All DICOM files below a folder or on a disc. They are checked in a separate process; nothing is changed at the source.</source>
        <translation>文件夹或光盘中的全部 DICOM 文件。由独立进程检查，来源处不作任何改动。</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Single DICOM files, ZIP or TAR archives, results of an AI. You can also drop them anywhere on this window.</source>
        <translation>单个 DICOM 文件、ZIP 或 TAR 压缩包、AI 结果。也可拖放到本窗口任意位置。</translation>
    </message>
    <message>
        <source>Enrol subjects</source>
        <translation>受试者入组</translation>
    </message>
    <message>
        <source>Type the first one. The next free number is proposed, and images find their subject by identity.</source>
        <translation>录入第一位受试者。程序给出下一个空闲编号，影像按身份信息归入受试者。</translation>
    </message>
    <message>
        <source>Enrol a subject</source>
        <translation>入组受试者</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>先看看示例</translation>
    </message>
    <message>
        <source>The sample study has a made-up chest CT with nodules and an AI result.</source>
        <translation>示例研究含一套模拟胸部 CT，带结节和 AI 结果。</translation>
    </message>
    <message>
        <source>Open the sample study</source>
        <translation>打开示例研究</translation>
    </message>
    <message>
        <source>find anything</source>
        <translation>查找任意内容</translation>
    </message>
    <message>
        <source>keys and about</source>
        <translation>快捷键与关于</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁定</translation>
    </message>
</context>
<context>
    <name>casebook::HomeFilled</name>
    <message>
        <source>Series waiting for a subject</source>
        <translation>待指定受试者的序列</translation>
    </message>
    <message>
        <source>The identity in the files matches no subject for certain</source>
        <translation>文件中的身份信息与任何受试者都不能确定相符</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>Imports that were interrupted</source>
        <translation>中断的导入</translation>
    </message>
    <message>
        <source>Import the same folder again: what is there already is skipped</source>
        <translation>再次导入同一文件夹即可，已有内容会跳过</translation>
    </message>
    <message>
        <source>Import again</source>
        <translation>再次导入</translation>
    </message>
    <message>
        <source>Overlays that nearly fit</source>
        <translation>位置接近的叠加层</translation>
    </message>
    <message>
        <source>A person looks and confirms the placement</source>
        <translation>需人工查看并确认位置</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Files refused by the last import</source>
        <translation>上次导入拒收的文件</translation>
    </message>
    <message>
        <source>The report says for each what is wrong and what to do</source>
        <translation>报告逐一说明问题和处理办法</translation>
    </message>
    <message>
        <source>See report</source>
        <translation>查看报告</translation>
    </message>
    <message>
        <source>Series to read</source>
        <translation>可阅片的序列</translation>
    </message>
    <message>
        <source>Nothing waits for you; open a subject and read</source>
        <translation>没有待办；打开受试者即可阅片</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Subjects with images</source>
        <translation>有影像的受试者</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>叠加层</translation>
    </message>
    <message>
        <source>Audit chain</source>
        <translation>稽查链</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>尚未校验</translation>
    </message>
    <message>
        <source>Last import</source>
        <translation>上次导入</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) refused</source>
        <translation>
            <numerusform>拒收 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Good morning, %1</source>
        <translation>早上好，%1</translation>
    </message>
    <message>
        <source>Good afternoon, %1</source>
        <translation>下午好，%1</translation>
    </message>
    <message>
        <source>Good evening, %1</source>
        <translation>晚上好，%1</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <comment>format of today&apos;s date</comment>
        <translation>yyyy年M月d日 dddd</translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s)</source>
        <translation>
            <numerusform>%n 名受试者</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>date, subjects</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · Site %2, %3</source>
        <comment>date, site, subjects</comment>
        <translation>%1 · 中心 %2，%3</translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Last imports</source>
        <translation>最近导入</translation>
    </message>
    <message>
        <source>Recently worked on</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>In this study</source>
        <translation>本研究</translation>
    </message>
    <message>
        <source>Study health</source>
        <translation>研究状况</translation>
    </message>
    <message>
        <source>Import CT</source>
        <translation>导入 CT</translation>
    </message>
</context>
<context>
    <name>casebook::HomeImportsModel</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒收</translation>
    </message>
</context>
<context>
    <name>casebook::ImportController</name>
    <message>
        <source>Import from %1</source>
        <translation>从 %1 导入</translation>
    </message>
    <message>
        <source>%1 imported, %2 refused</source>
        <translation>已导入 %1 个，拒收 %2 个</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) imported.</source>
        <translation>
            <numerusform>已导入 %n 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Which subject do these images belong to?</source>
        <translation>这些影像属于哪位受试者？</translation>
    </message>
    <message>
        <source>Type the code of a subject, or leave it empty for a new one.</source>
        <translation>请输入受试者编号；留空则建立新受试者。</translation>
    </message>
    <message>
        <source>Close are %1. Leave it empty for a new subject.</source>
        <translation>接近的有 %1。留空则建立新受试者。</translation>
    </message>
    <message>
        <source>Code of the subject</source>
        <translation>受试者编号</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>kept, not shown yet</source>
        <translation>已保留，暂不显示</translation>
    </message>
    <message>
        <source>placed on %1</source>
        <translation>已定位于 %1</translation>
    </message>
</context>
<context>
    <name>casebook::ImportReportPage</name>
    <message>
        <source>files read</source>
        <translation>已读取文件</translation>
    </message>
    <message numerus="yes">
        <source>imported, %n series</source>
        <translation>
            <numerusform>已导入，%n 个序列</numerusform>
        </translation>
    </message>
    <message>
        <source>already there</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>waiting for a subject</source>
        <translation>等待指定受试者</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>This import was interrupted. What is listed is safe; import the same folder again for the rest.</source>
        <translation>本次导入曾中断。已列出的内容安全；再次导入同一文件夹可补齐其余部分。</translation>
    </message>
    <message>
        <source>Imported series</source>
        <translation>已导入序列</translation>
    </message>
    <message numerus="yes">
        <source>%1 s, %n file(s), %2 a second</source>
        <translation>
            <numerusform>%1 秒，%n 个文件，每秒 %2 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for a subject</source>
        <translation>等待指定受试者</translation>
    </message>
    <message>
        <source>Leave this series out?</source>
        <translation>排除该序列？</translation>
    </message>
    <message>
        <source>Its files stay in the study and stay listed here. The reason stands in the audit.</source>
        <translation>其文件仍留在研究中，并仍列于此处。原因记入稽查轨迹。</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Nothing of these files was kept</source>
        <translation>这些文件均未保留</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>files %1, imported %2, already there %3, waiting %4, refused %5</source>
        <translation>文件 %1，已导入 %2，已存在 %3，等待 %4，拒收 %5</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>format of a day without its year</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>Import of %1, %2</source>
        <translation>%1 %2 的导入</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>操作者 %1</translation>
    </message>
    <message>
        <source>from %1, by %2</source>
        <translation>来源 %1，操作者 %2</translation>
    </message>
</context>
<context>
    <name>casebook::ImportedSeriesModel</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Thickness / step, mm</source>
        <translation>层厚 / 层距 mm</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Geometry</source>
        <translation>几何</translation>
    </message>
</context>
<context>
    <name>casebook::JobsPopover</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>No jobs in this session.</source>
        <translation>本次会话没有任务。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2, %3</source>
        <translation>%1 / %2，%3</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>已完成 %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>取消“%1”</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>casebook::MainShell</name>
    <message>
        <source>Report copied</source>
        <translation>报告已复制</translation>
    </message>
    <message>
        <source>page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Show the audit</source>
        <translation>查看稽查轨迹</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Enrol a subject</source>
        <translation>入组受试者</translation>
    </message>
    <message>
        <source>Lock the study</source>
        <translation>锁定研究</translation>
    </message>
    <message>
        <source>Show the keys</source>
        <translation>查看快捷键</translation>
    </message>
</context>
<context>
    <name>casebook::MainWindow</name>
    <message>
        <source>All roles</source>
        <translation>全部角色</translation>
    </message>
    <message>
        <source>Import a folder of DICOM files</source>
        <translation>导入 DICOM 文件夹</translation>
    </message>
    <message>
        <source>Import DICOM files or archives</source>
        <translation>导入 DICOM 文件或压缩包</translation>
    </message>
    <message>
        <source>Stop the import and close?</source>
        <translation>停止导入并关闭？</translation>
    </message>
    <message>
        <source>What is imported so far is kept. Importing the same folder again goes on from there.</source>
        <translation>目前已导入的内容会保留。再次导入同一文件夹即从该处继续。</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Go on importing</source>
        <translation>继续导入</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>协调员</translation>
    </message>
    <message>
        <source>Investigator</source>
        <translation>研究者</translation>
    </message>
    <message>
        <source>Data manager</source>
        <translation>数据管理员</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监查员</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message numerus="yes">
        <source>%n role(s)</source>
        <translation>
            <numerusform>%n 个角色</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::Messages</name>
    <message>
        <source>The passphrase does not open this study. Check Caps Lock and the keyboard language, then try again.</source>
        <translation>此口令打不开本研究。请检查大写锁定和键盘语言，然后重试。</translation>
    </message>
    <message>
        <source>This study has no user of that name. Check the spelling.</source>
        <translation>本研究没有该名称的用户。请检查拼写。</translation>
    </message>
    <message>
        <source>This study has several users. Say which one opens it.</source>
        <translation>本研究有多个用户。请指明由哪个用户打开。</translation>
    </message>
    <message>
        <source>This user is disabled. Ask an administrator of the study.</source>
        <translation>该用户已停用。请联系研究的管理员。</translation>
    </message>
    <message>
        <source>The passphrase is too short. Use at least 12 characters; a sentence is good.</source>
        <translation>口令太短。请至少使用 12 个字符；一句话就很好。</translation>
    </message>
    <message>
        <source>This is the public passphrase of the sample study. Choose another one for real data.</source>
        <translation>这是示例研究的公开口令。真实数据请另选口令。</translation>
    </message>
    <message>
        <source>A passphrase is needed. Name a file with --passphrase-file or type it at the prompt.</source>
        <translation>需要口令。请用 --passphrase-file 指定文件，或在提示处输入。</translation>
    </message>
    <message>
        <source>Other users can read the passphrase file %1. Take their rights off (chmod 600) and try again.</source>
        <translation>其他用户可以读取口令文件 %1。请取消其权限（chmod 600）后重试。</translation>
    </message>
    <message>
        <source>The study is open in another program (%2). Close it there, or open the study for reading only.</source>
        <translation>研究已在另一程序中打开（%2）。请在那里关闭，或以只读方式打开研究。</translation>
    </message>
    <message>
        <source>There is something at %1 already. Choose an empty or new folder.</source>
        <translation>%1 处已有内容。请选择空文件夹或新文件夹。</translation>
    </message>
    <message>
        <source>There is no Casebook study at %1. Check the folder.</source>
        <translation>%1 处没有 Casebook 研究。请检查文件夹。</translation>
    </message>
    <message>
        <source>Both copies of the study&apos;s header are damaged. Restore casebook.study from a backup.</source>
        <translation>研究文件头的两份副本均已损坏。请从备份恢复 casebook.study。</translation>
    </message>
    <message>
        <source>This study was written by a newer Casebook. Open it with that version.</source>
        <translation>本研究由更新版本的 Casebook 写入。请用该版本打开。</translation>
    </message>
    <message>
        <source>Your roles in this study do not allow this. Ask an administrator of the study.</source>
        <translation>您在本研究中的角色不允许此操作。请联系研究的管理员。</translation>
    </message>
    <message>
        <source>The study is open for reading only. Nothing was changed.</source>
        <translation>研究以只读方式打开。未作任何更改。</translation>
    </message>
    <message>
        <source>The study is locked. Unlock it and try again.</source>
        <translation>研究已锁定。请解锁后重试。</translation>
    </message>
    <message>
        <source>The study is older than this workstation last saw it. An older copy was put back, or a part was cut off.</source>
        <translation>研究比本工作站上次所见的更旧。可能放回了旧副本，或有一部分被截去。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read. Check that it exists and that you may open it.</source>
        <translation>无法读取 %1。请检查它是否存在，以及您是否有权打开。</translation>
    </message>
    <message>
        <source>Not a DICOM file. Nothing to do unless it should be one.</source>
        <translation>不是 DICOM 文件。除非它本应是 DICOM 文件，否则无需处理。</translation>
    </message>
    <message>
        <source>The file ends before its stated length. Copy it again from its source.</source>
        <translation>文件未到其声明的长度就已结束。请从来源重新复制。</translation>
    </message>
    <message>
        <source>The object says it is an image but holds no pixels. Export it again from its source.</source>
        <translation>该对象声明为图像，但不含像素。请从来源重新导出。</translation>
    </message>
    <message>
        <source>The pixels are compressed in a way that this version can&apos;t read. Export the images uncompressed or as JPEG lossless.</source>
        <translation>本版本无法读取其像素的压缩方式。请以未压缩或无损 JPEG 重新导出图像。</translation>
    </message>
    <message>
        <source>This kind of object can&apos;t be used here.</source>
        <translation>此类对象不能在此使用。</translation>
    </message>
    <message>
        <source>An image with the same UID and other pixels is in the study already. Compare the two and keep the right one.</source>
        <translation>研究中已有一幅 UID 相同而像素不同的图像。请比较两者，保留正确的一幅。</translation>
    </message>
    <message>
        <source>Its position or grid does not fit. It can&apos;t be placed safely.</source>
        <translation>其位置或网格不符，无法安全定位。</translation>
    </message>
    <message>
        <source>It claims more data than the reader accepts. It was not read.</source>
        <translation>它声明的数据量超出读取程序的上限，未予读取。</translation>
    </message>
    <message>
        <source>The file is damaged or built to do harm; its reader was stopped. Copy it again from its source.</source>
        <translation>文件已损坏或含恶意构造，读取进程已被终止。请从来源重新复制。</translation>
    </message>
    <message>
        <source>The archive holds too much, or unsafe paths. Unpack it by hand and import the folder.</source>
        <translation>压缩包内容过多，或含不安全的路径。请手工解压后导入文件夹。</translation>
    </message>
    <message>
        <source>The study has no series %1.</source>
        <translation>研究中没有序列 %1。</translation>
    </message>
    <message>
        <source>The study has no overlay %1.</source>
        <translation>研究中没有叠加层 %1。</translation>
    </message>
    <message>
        <source>The study has no subject %1.</source>
        <translation>研究中没有受试者 %1。</translation>
    </message>
    <message>
        <source>The series %1 has no such volume.</source>
        <translation>序列 %1 没有这样的容积。</translation>
    </message>
    <message>
        <source>The grids are %2 mm apart at the worst corner. A person may confirm the placement; it is recorded and shown.</source>
        <translation>两个网格在最差角点处相距 %2 mm。可由人工确认位置；确认会被记录并显示。</translation>
    </message>
    <message>
        <source>It was drawn in another frame of reference than this volume.</source>
        <translation>它绘制于与该容积不同的参考坐标系。</translation>
    </message>
    <message>
        <source>It or the volume names no frame of reference.</source>
        <translation>它或该容积没有给出参考坐标系。</translation>
    </message>
    <message>
        <source>Its grid does not match the volume: %2 mm apart at the worst corner.</source>
        <translation>其网格与该容积不符：最差角点处相距 %2 mm。</translation>
    </message>
    <message>
        <source>The study has no image in its frame of reference yet.</source>
        <translation>研究中还没有同一参考坐标系的影像。</translation>
    </message>
    <message>
        <source>The 3D view needs a display with OpenGL, and there is none.</source>
        <translation>三维视图需要支持 OpenGL 的显示环境，而此处没有。</translation>
    </message>
    <message>
        <source>Stopped. What was finished before is kept.</source>
        <translation>已停止。此前完成的内容保留。</translation>
    </message>
    <message>
        <source>The program casebook-worker can&apos;t be started. Install Casebook again.</source>
        <translation>无法启动程序 casebook-worker。请重新安装 Casebook。</translation>
    </message>
    <message>
        <source>Another subject has the code %1. Choose another one.</source>
        <translation>已有其他受试者使用编号 %1。请另选编号。</translation>
    </message>
    <message>
        <source>A subject&apos;s code has 1 to 64 characters and no line break.</source>
        <translation>受试者编号须为 1 至 64 个字符，且不含换行。</translation>
    </message>
    <message>
        <source>%1 is not a date. Write 1956, 1956-02 or 1956-02-13.</source>
        <translation>%1 不是日期。请写成 1956、1956-02 或 1956-02-13。</translation>
    </message>
    <message>
        <source>Say why: this change is kept with its reason.</source>
        <translation>请说明原因：此更改连同原因一并保存。</translation>
    </message>
    <message>
        <source>Somebody else has changed this meanwhile. Look at the new value and try again.</source>
        <translation>其间已有他人作了更改。请查看新值后重试。</translation>
    </message>
    <message>
        <source>The disk is full. Make room and try again; nothing that was finished is lost.</source>
        <translation>磁盘已满。请腾出空间后重试；已完成的内容没有丢失。</translation>
    </message>
    <message>
        <source>The disk did not take the data. Nothing was changed. Check the disk.</source>
        <translation>磁盘未能写入数据。未作任何更改。请检查磁盘。</translation>
    </message>
    <message>
        <source>Stored data of this object is damaged. Run verify, then restore it from a backup.</source>
        <translation>该对象的存储数据已损坏。请运行校验，然后从备份恢复。</translation>
    </message>
    <message>
        <source>A part of the database is damaged. Run verify, then restore it from a backup.</source>
        <translation>数据库的一部分已损坏。请运行校验，然后从备份恢复。</translation>
    </message>
    <message>
        <source>The audit trail was changed outside Casebook. Run verify for the place.</source>
        <translation>稽查轨迹在 Casebook 之外被改动。请运行校验以查明位置。</translation>
    </message>
    <message>
        <source>slices missing at %1 mm</source>
        <translation>%1 mm 处缺层</translation>
    </message>
    <message>
        <source>several images at one position</source>
        <translation>同一位置有多幅图像</translation>
    </message>
    <message>
        <source>uneven slice distances</source>
        <translation>层距不均</translation>
    </message>
    <message>
        <source>gantry tilt %1°</source>
        <translation>机架倾斜 %1°</translation>
    </message>
    <message>
        <source>several orientations in one series</source>
        <translation>同一序列有多种方向</translation>
    </message>
    <message>
        <source>pixels are not square</source>
        <translation>像素非正方</translation>
    </message>
    <message>
        <source>slices overlap</source>
        <translation>层面重叠</translation>
    </message>
    <message>
        <source>no rescale values, not calibrated</source>
        <translation>无换算参数，未校准</translation>
    </message>
    <message>
        <source>padded outside the field of view</source>
        <translation>视野外有填充</translation>
    </message>
    <message>
        <source>lossy compression</source>
        <translation>有损压缩</translation>
    </message>
    <message>
        <source>localizer</source>
        <translation>定位像</translation>
    </message>
    <message>
        <source>time series</source>
        <translation>时间序列</translation>
    </message>
    <message>
        <source>single slice</source>
        <translation>单层</translation>
    </message>
    <message>
        <source>a slice is cut short</source>
        <translation>有一层被截断</translation>
    </message>
    <message>
        <source>slice distance taken from the thickness</source>
        <translation>层距取自层厚</translation>
    </message>
    <message>
        <source>values rounded to 16 bits</source>
        <translation>数值已取整为 16 位</translation>
    </message>
    <message>
        <source>its import was interrupted</source>
        <translation>其导入曾中断</translation>
    </message>
    <message>
        <source>These recovery words do not open this study. Check that they were printed for it.</source>
        <translation>这些恢复词打不开本研究。请核对它们是否为本研究所印。</translation>
    </message>
    <message>
        <source>The recovery words are mistyped. Check each group of four.</source>
        <translation>恢复词输入有误。请逐组核对，每组四个字符。</translation>
    </message>
    <message>
        <source>The folder %1 is not a Casebook study.</source>
        <translation>文件夹 %1 不是 Casebook 研究。</translation>
    </message>
    <message>
        <source>The study&apos;s header is older than the study. An older copy was put back; restore the newest one.</source>
        <translation>研究文件头比研究本身更旧。可能放回了旧副本；请恢复最新的副本。</translation>
    </message>
    <message>
        <source>The folder %1 is on a network drive, where a study can&apos;t be kept safely. Choose a folder on a local disk.</source>
        <translation>文件夹 %1 位于网络驱动器上，无法在那里安全保存研究。请选择本机磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>The stored file %1 is damaged. Run verify, then restore it from a backup.</source>
        <translation>存储文件 %1 已损坏。请运行校验，然后从备份恢复。</translation>
    </message>
    <message>
        <source>The stored file %1 is missing. Run verify, then restore it from a backup.</source>
        <translation>存储文件 %1 缺失。请运行校验，然后从备份恢复。</translation>
    </message>
    <message>
        <source>The disk failed at %1 (%3). Nothing that was finished is lost. Check the disk.</source>
        <translation>磁盘在 %1 处出错（%3）。已完成的内容没有丢失。请检查磁盘。</translation>
    </message>
    <message>
        <source>The disk failed, so nothing more is written. Lock the study, check the disk and open it again.</source>
        <translation>磁盘出错，因此不再写入任何内容。请锁定研究，检查磁盘后重新打开。</translation>
    </message>
    <message>
        <source>The database refused the change (%2). Nothing was changed.</source>
        <translation>数据库拒绝了此更改（%2）。未作任何更改。</translation>
    </message>
    <message>
        <source>Another program holds the database. Try again.</source>
        <translation>另一程序正占用数据库。请重试。</translation>
    </message>
    <message>
        <source>This would break a rule of the study&apos;s data. Nothing was changed.</source>
        <translation>此操作会违反研究数据的规则。未作任何更改。</translation>
    </message>
    <message>
        <source>The program tried a change without an audit row; it was refused. Please report this.</source>
        <translation>程序试图作出没有稽查记录的更改，已被拒绝。请报告此问题。</translation>
    </message>
    <message>
        <source>The study has a user %1 already, or had one. Choose another name.</source>
        <translation>研究中已有或曾有用户 %1。请另选名称。</translation>
    </message>
    <message>
        <source>You can&apos;t disable your own account. Another administrator can.</source>
        <translation>您不能停用自己的账户。可由另一位管理员停用。</translation>
    </message>
    <message>
        <source>A user needs at least one role.</source>
        <translation>用户至少需要一个角色。</translation>
    </message>
    <message>
        <source>The study needs a name.</source>
        <translation>研究需要名称。</translation>
    </message>
    <message>
        <source>The encryption of the database does not work on this computer. Nothing was written. Install Casebook again.</source>
        <translation>数据库加密在此计算机上无法工作。未写入任何内容。请重新安装 Casebook。</translation>
    </message>
    <message>
        <source>The database would not have been encrypted, so it was removed. Install Casebook again.</source>
        <translation>数据库未能加密，因此已被移除。请重新安装 Casebook。</translation>
    </message>
    <message>
        <source>The encryption library can&apos;t be started. Install Casebook again.</source>
        <translation>无法启动加密库。请重新安装 Casebook。</translation>
    </message>
    <message>
        <source>There is not enough free memory to check the passphrase. Close other programs and try again.</source>
        <translation>可用内存不足，无法核对口令。请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>The study has as many users as its header holds. Disable one that is not needed.</source>
        <translation>本研究的用户数已达文件头的上限。请停用一个不再需要的用户。</translation>
    </message>
    <message>
        <source>These images don&apos;t wait for a subject any more. Look at the report again.</source>
        <translation>这些影像已不再等待指定受试者。请重新查看报告。</translation>
    </message>
    <message>
        <source>The file holds values that are not whole numbers. It is no label map.</source>
        <translation>文件中含有非整数值，它不是标签图。</translation>
    </message>
    <message>
        <source>The segmentation is empty. There is nothing to write or draw.</source>
        <translation>分割为空，没有可写入或绘制的内容。</translation>
    </message>
    <message>
        <source>The subject %1 is withdrawn already.</source>
        <translation>受试者 %1 已经退出。</translation>
    </message>
    <message>
        <source>The study has no such measurement, or it was removed.</source>
        <translation>本研究中没有该测量，或它已被删除。</translation>
    </message>
    <message>
        <source>This kind of object is kept and listed; no page shows it yet.</source>
        <translation>此类对象已保留并列出，目前尚无页面显示。</translation>
    </message>
    <message>
        <source>no position in the patient</source>
        <translation>无空间位置</translation>
    </message>
    <message>
        <source>no pixel spacing, not calibrated</source>
        <translation>无像素间距，未校准</translation>
    </message>
    <message>
        <source>The reader program stopped before it could work. Try again; if it stays so, restart Casebook.</source>
        <translation>读取程序在工作前已停止。请重试；若仍如此，请重新启动 Casebook。</translation>
    </message>
    <message>
        <source>The DICOM dictionary is missing. Install the package dcmtk-data again.</source>
        <translation>缺少 DICOM 字典。请重新安装 dcmtk-data 软件包。</translation>
    </message>
    <message>
        <source>This is no archive that can be read.</source>
        <translation>这不是可读取的归档文件。</translation>
    </message>
    <message>
        <source>The object has no such frame.</source>
        <translation>该对象没有此帧。</translation>
    </message>
    <message>
        <source>It did not work (%1).</source>
        <translation>操作未成功（%1）。</translation>
    </message>
    <message>
        <source>Its grid has another size than the volume.</source>
        <translation>其网格大小与该容积不同。</translation>
    </message>
    <message>
        <source>Its grid nearly fits the volume. A person may confirm the placement.</source>
        <translation>其网格与该容积接近吻合。可由人员确认定位。</translation>
    </message>
    <message>
        <source>The study has no such import.</source>
        <translation>本研究中没有该次导入。</translation>
    </message>
    <message>
        <source>There is no volume to draw.</source>
        <translation>没有可绘制的容积。</translation>
    </message>
    <message>
        <source>The 3D picture could not be drawn. Try a smaller one.</source>
        <translation>无法绘制三维图像。请尝试较小的尺寸。</translation>
    </message>
    <message>
        <source>%1 is not understood here. See --help.</source>
        <translation>此处无法识别 %1。请参阅 --help。</translation>
    </message>
    <message>
        <source>several pixel sizes or slice distances in one series</source>
        <translation>同一序列中有多种像素大小或层距</translation>
    </message>
    <message>
        <source>other planes are resampled</source>
        <translation>其他平面为重采样</translation>
    </message>
</context>
<context>
    <name>casebook::NewStudyForm</name>
    <message>
        <source>The two passphrases differ.</source>
        <translation>两次口令不一致。</translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s); several words are easier to keep than signs.</source>
        <translation>
            <numerusform>至少 %n 个字符；几个词比符号更容易记住。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody can reset a passphrase without the recovery words: write them down on the next page.</source>
        <translation>没有恢复词，谁也不能重设口令：请在下一页抄下恢复词。</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>新建研究</translation>
    </message>
    <message>
        <source>One encrypted folder on this workstation. You become its administrator.</source>
        <translation>本工作站上的一个加密文件夹。您将成为管理员。</translation>
    </message>
    <message>
        <source>Folder *</source>
        <translation>文件夹 *</translation>
    </message>
    <message>
        <source>Name of the study *</source>
        <translation>研究名称 *</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>User name *</source>
        <translation>用户名 *</translation>
    </message>
    <message>
        <source>Your name as printed</source>
        <translation>显示用姓名</translation>
    </message>
    <message>
        <source>Passphrase *</source>
        <translation>口令 *</translation>
    </message>
    <message>
        <source>Passphrase again *</source>
        <translation>再次输入口令 *</translation>
    </message>
    <message>
        <source>An empty or new folder</source>
        <translation>空文件夹或新文件夹</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Making the study …</source>
        <translation>正在建立研究…</translation>
    </message>
    <message>
        <source>Make the study</source>
        <translation>建立研究</translation>
    </message>
</context>
<context>
    <name>casebook::OverlayHead</name>
    <message>
        <source>Algorithm unknown</source>
        <translation>算法未知</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>algorithm, version</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Confirm placement</source>
        <translation>确认位置</translation>
    </message>
</context>
<context>
    <name>casebook::PassphraseDialog</name>
    <message>
        <source>Change your passphrase</source>
        <translation>更改您的口令</translation>
    </message>
    <message>
        <source>Passphrase now</source>
        <translation>当前口令</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>再次输入新口令</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The two new passphrases differ. Type them again.</source>
        <translation>两次输入的新口令不一致。请重新输入。</translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s); a sentence is good. Only the recovery words open the study without it.</source>
        <translation>
            <numerusform>至少 %n 个字符；用一句话较好。没有口令时，只有恢复词能打开研究。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::PassphraseEdit</name>
    <message>
        <source>Caps Lock is on</source>
        <translation>大写锁定已打开</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>隐藏口令</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>显示口令</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
</context>
<context>
    <name>casebook::Rail</name>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>%1 (Alt+%2)</source>
        <translation>%1（Alt+%2）</translation>
    </message>
</context>
<context>
    <name>casebook::ReadingBar</name>
    <message>
        <source>MIP %1 mm</source>
        <translation>MIP %1 mm</translation>
    </message>
    <message>
        <source>Lung</source>
        <comment>window preset</comment>
        <translation>肺窗</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <comment>window preset</comment>
        <translation>纵隔窗</translation>
    </message>
    <message>
        <source>Bone</source>
        <comment>window preset</comment>
        <translation>骨窗</translation>
    </message>
    <message>
        <source>Liver</source>
        <comment>window preset</comment>
        <translation>肝窗</translation>
    </message>
    <message>
        <source>Vessel</source>
        <comment>window preset</comment>
        <translation>血管</translation>
    </message>
    <message>
        <source>Subsolid</source>
        <comment>window preset</comment>
        <translation>亚实性</translation>
    </message>
    <message>
        <source>File</source>
        <comment>window preset: as the file says</comment>
        <translation>原始</translation>
    </message>
    <message>
        <source>Full</source>
        <comment>window preset: whole range</comment>
        <translation>全范围</translation>
    </message>
    <message>
        <source>Window: drag right for wider, up for brighter (Esc)</source>
        <translation>窗宽窗位：右拖加宽，上拖变亮（Esc）</translation>
    </message>
    <message>
        <source>Pan (middle button)</source>
        <translation>平移（中键）</translation>
    </message>
    <message>
        <source>Zoom (right button, Ctrl+wheel)</source>
        <translation>缩放（右键、Ctrl+滚轮）</translation>
    </message>
    <message>
        <source>Cross-hair (X)</source>
        <translation>十字线（X）</translation>
    </message>
    <message>
        <source>Length (L)</source>
        <translation>长度（L）</translation>
    </message>
    <message>
        <source>One pane (Ctrl+1)</source>
        <translation>单窗格（Ctrl+1）</translation>
    </message>
    <message>
        <source>Two panes (Ctrl+2)</source>
        <translation>双窗格（Ctrl+2）</translation>
    </message>
    <message>
        <source>Four panes with 3D (Ctrl+3)</source>
        <translation>四窗格含三维（Ctrl+3）</translation>
    </message>
    <message>
        <source>Reset the views (R)</source>
        <translation>复位视图（R）</translation>
    </message>
    <message>
        <source>Overlays on or off (V); hide while held (Q)</source>
        <translation>叠加层开关（V）；按住隐藏（Q）</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>侧栏</translation>
    </message>
</context>
<context>
    <name>casebook::ReadingController</name>
    <message>
        <source>Opening the series…</source>
        <translation>正在打开序列…</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n image(s)</source>
        <comment>reading: date, modality</comment>
        <translation>
            <numerusform>%1，%2，%n 幅图像</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown algorithm</source>
        <translation>算法未知</translation>
    </message>
    <message>
        <source>placement confirmed by %1</source>
        <translation>位置由 %1 确认</translation>
    </message>
    <message>
        <source>Label map</source>
        <translation>标签图</translation>
    </message>
    <message>
        <source>Segmentation</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Add a label map</source>
        <translation>添加标签图</translation>
    </message>
    <message>
        <source>Label maps (*.nii *.nii.gz *.nrrd *.mha)</source>
        <translation>标签图 (*.nii *.nii.gz *.nrrd *.mha)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Confirm where this label map lies?</source>
        <translation>确认此标签图的位置？</translation>
    </message>
    <message>
        <source>Confirm placement</source>
        <translation>确认位置</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不添加</translation>
    </message>
    <message>
        <source>Series %1</source>
        <translation>序列 %1</translation>
    </message>
</context>
<context>
    <name>casebook::ReadingPage</name>
    <message>
        <source>This series can&apos;t be shown</source>
        <translation>无法显示该序列</translation>
    </message>
    <message>
        <source>Choose another series</source>
        <translation>选择其他序列</translation>
    </message>
    <message>
        <source>No series is open</source>
        <translation>没有打开的序列</translation>
    </message>
    <message>
        <source>Choose a subject, then open one of its series.</source>
        <translation>请选择受试者，再打开其某个序列。</translation>
    </message>
    <message>
        <source>Choose a subject</source>
        <translation>选择受试者</translation>
    </message>
</context>
<context>
    <name>casebook::RecoveryPage</name>
    <message>
        <source>Write down the recovery words</source>
        <translation>请抄下恢复词</translation>
    </message>
    <message>
        <source>They open the study when the passphrase is lost. They are shown only now and are not kept anywhere.</source>
        <translation>口令遗失时用它们打开研究。仅此时显示，不在任何地方保存。</translation>
    </message>
    <message>
        <source>Without passphrase and recovery words the data is gone: nobody can help.</source>
        <translation>口令和恢复词都遗失，数据就无法找回，任何人都无能为力。</translation>
    </message>
    <message>
        <source>Type group %1</source>
        <translation>输入第 %1 组</translation>
    </message>
    <message>
        <source>I wrote them down</source>
        <translation>我已抄下</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>casebook::RefusedModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理办法</translation>
    </message>
</context>
<context>
    <name>casebook::RenameDialog</name>
    <message>
        <source>Rename %1?</source>
        <translation>为受试者 %1 改名？</translation>
    </message>
    <message>
        <source>Old and new name and the reason stand in the audit.</source>
        <translation>新旧姓名和原因记入稽查轨迹。</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why the name changes</source>
        <translation>为什么改名</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
</context>
<context>
    <name>casebook::RequireReason</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
</context>
<context>
    <name>casebook::SegmentPanel</name>
    <message>
        <source>%1 · %2</source>
        <comment>subject, series</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>No overlays</source>
        <translation>没有叠加层</translation>
    </message>
    <message>
        <source>Import a DICOM SEG with the images, or add a label map here.</source>
        <translation>随影像导入 DICOM SEG，或在此添加标签图。</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>叠加层</translation>
    </message>
    <message numerus="yes">
        <source>%n segment(s)</source>
        <translation>
            <numerusform>%n 个分割</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a label map</source>
        <translation>添加标签图</translation>
    </message>
</context>
<context>
    <name>casebook::SegmentRow</name>
    <message>
        <source>Segment %1</source>
        <translation>分割 %1</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>%1: visible</source>
        <translation>%1：可见</translation>
    </message>
    <message>
        <source>Outline only</source>
        <translation>仅轮廓</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>%1: filled</source>
        <translation>%1：填充</translation>
    </message>
    <message>
        <source>Opacity %1 %</source>
        <translation>不透明度 %1 %</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Sky blue</source>
        <translation>天蓝色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Vermilion</source>
        <translation>朱红色</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
</context>
<context>
    <name>casebook::SeriesDelegate</name>
    <message numerus="yes">
        <source>%n slice(s)</source>
        <translation>
            <numerusform>%n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>Kept and listed; no page of this version shows it.</source>
        <translation>已保留并列出；本版本没有页面显示它。</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Series %1</source>
        <translation>序列 %1</translation>
    </message>
</context>
<context>
    <name>casebook::SlicePane</name>
    <message>
        <source>coronal</source>
        <translation>冠状位</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>矢状位</translation>
    </message>
    <message>
        <source>MIP %1 mm</source>
        <translation>MIP %1 mm</translation>
    </message>
    <message>
        <source>MinIP %1 mm</source>
        <translation>MinIP %1 mm</translation>
    </message>
    <message>
        <source>mean %1 mm</source>
        <translation>平均 %1 mm</translation>
    </message>
    <message>
        <source>lossy</source>
        <translation>有损</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>resampled</source>
        <translation>重采样</translation>
    </message>
    <message>
        <source>tilt %1°</source>
        <translation>倾斜 %1°</translation>
    </message>
    <message>
        <source>tilt corrected</source>
        <translation>倾斜已校正</translation>
    </message>
    <message>
        <source>step %1 mm</source>
        <translation>层距 %1 mm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1, %2, %3 mm</source>
        <translation>%1, %2, %3 mm</translation>
    </message>
    <message>
        <source>%1 cm</source>
        <translation>%1 cm</translation>
    </message>
    <message>
        <source>W %1  L %2</source>
        <translation>W %1  L %2</translation>
    </message>
    <message>
        <source>zoom %1 %</source>
        <translation>缩放 %1 %</translation>
    </message>
    <message>
        <source>AI: %1</source>
        <translation>AI：%1</translation>
    </message>
    <message>
        <source>3D  lung and bones</source>
        <translation>三维  肺与骨</translation>
    </message>
    <message>
        <source>3D  bone</source>
        <translation>三维  骨</translation>
    </message>
    <message>
        <source>3D  skin</source>
        <translation>三维  皮肤</translation>
    </message>
    <message>
        <source>3D  vessels</source>
        <translation>三维  血管</translation>
    </message>
    <message>
        <source>from the head</source>
        <translation>头侧观</translation>
    </message>
    <message>
        <source>from the feet</source>
        <translation>足侧观</translation>
    </message>
    <message>
        <source>from the left</source>
        <translation>左侧观</translation>
    </message>
    <message>
        <source>from the right</source>
        <translation>右侧观</translation>
    </message>
    <message>
        <source>from the front</source>
        <translation>正面观</translation>
    </message>
    <message>
        <source>from behind</source>
        <translation>背面观</translation>
    </message>
    <message>
        <source>from the front, %1° left</source>
        <translation>正面观，偏左 %1°</translation>
    </message>
    <message>
        <source>from the front, %1° right</source>
        <translation>正面观，偏右 %1°</translation>
    </message>
    <message>
        <source>from behind, %1° left</source>
        <translation>背面观，偏左 %1°</translation>
    </message>
    <message>
        <source>from behind, %1° right</source>
        <translation>背面观，偏右 %1°</translation>
    </message>
</context>
<context>
    <name>casebook::SliceView</name>
    <message>
        <source>Image pane</source>
        <translation>图像窗格</translation>
    </message>
</context>
<context>
    <name>casebook::StudyCard</name>
    <message>
        <source>Drive not connected, or folder moved</source>
        <translation>硬盘未连接，或文件夹已移走</translation>
    </message>
    <message>
        <source>Open in another window</source>
        <translation>已在另一窗口打开</translation>
    </message>
    <message>
        <source>Open on %1</source>
        <translation>已在 %1 上打开</translation>
    </message>
    <message>
        <source>never opened here</source>
        <translation>从未在此打开</translation>
    </message>
    <message>
        <source>opened today %1</source>
        <translation>今天 %1 打开</translation>
    </message>
    <message>
        <source>opened %1</source>
        <translation>%1 打开</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>format of a date in words</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>Site %1 · %2</source>
        <comment>site, last use</comment>
        <translation>中心 %1 · %2</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>模拟数据</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>从列表移除</translation>
    </message>
</context>
<context>
    <name>casebook::StudyController</name>
    <message>
        <source>Your passphrase is changed.</source>
        <translation>您的口令已更改。</translation>
    </message>
</context>
<context>
    <name>casebook::StudyFacts</name>
    <message>
        <source>About this study</source>
        <translation>研究信息</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>建立时间</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>占用磁盘</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Synthetic: made by the program, of no person</source>
        <translation>模拟：由程序生成，不来自任何人</translation>
    </message>
    <message>
        <source>Of persons; encrypted on disk</source>
        <translation>真实人员数据；加密存盘</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>vault %1, schema %2</source>
        <translation>存储 %1，结构 %2</translation>
    </message>
    <message>
        <source>Study number</source>
        <translation>研究编号</translation>
    </message>
    <message>
        <source>Is everything as it was written?</source>
        <translation>内容是否与写入时一致？</translation>
    </message>
    <message>
        <source>Verifying …</source>
        <translation>正在校验…</translation>
    </message>
    <message>
        <source>Damage found</source>
        <translation>发现损坏</translation>
    </message>
    <message>
        <source>Last check passed</source>
        <translation>上次校验通过</translation>
    </message>
    <message>
        <source>Not verified in this session</source>
        <translation>本次会话尚未校验</translation>
    </message>
    <message>
        <source>Reads and decrypts every object and walks the audit chain from its first row.</source>
        <translation>读取并解密每个对象，并从第一行起核对稽查链。</translation>
    </message>
    <message>
        <source>%1: %2 objects, %3 audit rows.</source>
        <translation>%1：%2 个对象，%3 行稽查记录。</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>您的口令</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s)</source>
        <translation>
            <numerusform>%n 名受试者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s)</source>
        <translation>
            <numerusform>%n 次检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series</source>
        <comment>study: count of DICOM series</comment>
        <translation>
            <numerusform>%n 个序列</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::StudyPage</name>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>稽查</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectPreview</name>
    <message>
        <source>%1, born %2</source>
        <translation>%1，%2 年出生</translation>
    </message>
    <message>
        <source>No images yet</source>
        <translation>还没有影像</translation>
    </message>
    <message>
        <source>Import CT of this person; it finds the subject by identity.</source>
        <translation>导入此人的 CT；将按身份信息归入该受试者。</translation>
    </message>
    <message>
        <source>Import CT</source>
        <translation>导入 CT</translation>
    </message>
    <message>
        <source>Open images</source>
        <translation>打开影像</translation>
    </message>
    <message>
        <source>Close the preview (Space)</source>
        <translation>关闭预览（空格）</translation>
    </message>
    <message>
        <source>Series of the subject</source>
        <translation>受试者的序列</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectsController</name>
    <message>
        <source>This subject has no images that can be opened yet.</source>
        <translation>该受试者还没有可打开的影像。</translation>
    </message>
    <message>
        <source>%1 is enrolled.</source>
        <translation>%1 已入组。</translation>
    </message>
    <message>
        <source>The subject is now %1.</source>
        <translation>受试者现为 %1。</translation>
    </message>
    <message>
        <source>The subject is withdrawn.</source>
        <translation>受试者已退出。</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectsFooter</name>
    <message>
        <source>No rows</source>
        <translation>没有行</translation>
    </message>
    <message>
        <source>Rows %1–%2 of %3</source>
        <translation>第 %1–%2 行，共 %3 行</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation>空格</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>rename</source>
        <translation>改名</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectsModel</name>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>enrolled</source>
        <translation>已入组</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>unidentified</source>
        <translation>身份未定</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Last exam</source>
        <translation>最近检查</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectsPage</name>
    <message>
        <source>A folder or disc</source>
        <translation>文件夹或光盘</translation>
    </message>
    <message>
        <source>Files or archives</source>
        <translation>文件或压缩包</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Open images</source>
        <translation>打开影像</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>改名…</translation>
    </message>
    <message>
        <source>Withdraw …</source>
        <translation>退出…</translation>
    </message>
    <message>
        <source>Withdraw %1?</source>
        <translation>将受试者 %1 标记为退出？</translation>
    </message>
    <message>
        <source>The subject and its data stay, marked withdrawn. The reason stands in the audit.</source>
        <translation>受试者及其数据保留，并标记为已退出。原因记入稽查轨迹。</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Name, pinyin, code</source>
        <translation>姓名、拼音、编号</translation>
    </message>
    <message>
        <source>Search subjects</source>
        <translation>搜索受试者</translation>
    </message>
    <message>
        <source>Import CT</source>
        <translation>导入 CT</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>入组</translation>
    </message>
    <message>
        <source>No subjects yet</source>
        <translation>还没有受试者</translation>
    </message>
    <message>
        <source>Import CT and they are made from the files, or enrol the first one by hand.</source>
        <translation>导入 CT 即由文件建立受试者，或手工入组第一位。</translation>
    </message>
    <message>
        <source>No subject fits</source>
        <translation>没有符合的受试者</translation>
    </message>
    <message>
        <source>Search finds code, name, pinyin and initials; filters narrow it further.</source>
        <translation>可按编号、姓名、拼音和首字母搜索；筛选会进一步缩小范围。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>casebook::TopBar</name>
    <message>
        <source>%1 · %2</source>
        <comment>role, site</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <comment>job, done, total</comment>
        <translation>%1：%2 / %3</translation>
    </message>
    <message>
        <source>Theme of the desktop</source>
        <translation>跟随桌面主题</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>模拟数据</translation>
    </message>
    <message>
        <source>New</source>
        <comment>study without data</comment>
        <translation>新研究</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Search subjects, pages, commands</source>
        <translation>搜索受试者、页面、命令</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Keys and about (F1)</source>
        <translation>快捷键与关于（F1）</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>锁定（Ctrl+L）</translation>
    </message>
</context>
<context>
    <name>casebook::UnlockForm</name>
    <message numerus="yes">
        <source>Too many wrong passphrases. Try again in %n second(s).</source>
        <translation>
            <numerusform>口令错误次数过多。请在 %n 秒后再试。</numerusform>
        </translation>
    </message>
    <message>
        <source>The study is open on %1. Close it there, or open it here for reading only.</source>
        <translation>研究已在 %1 上打开。请在那里关闭，或在此只读打开。</translation>
    </message>
    <message>
        <source>The study is open on %1 (%2). Close it there, or open it here for reading only.</source>
        <translation>研究已在 %1（%2）上打开。请在那里关闭，或在此只读打开。</translation>
    </message>
    <message>
        <source>Connect the drive, or open the folder where the study is now.</source>
        <translation>请连接硬盘，或打开研究现在所在的文件夹。</translation>
    </message>
    <message>
        <source>Wrong passphrase, or no such user in this study.</source>
        <translation>口令错误，或本研究没有该用户。</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) left before a pause</source>
        <translation>
            <numerusform>还可尝试 %n 次，之后需等待</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not found</source>
        <translation>未找到 %1</translation>
    </message>
    <message>
        <source>Unlock %1</source>
        <translation>解锁 %1</translation>
    </message>
    <message>
        <source>The nine groups of four that were shown when the study was made.</source>
        <translation>建立研究时显示的九组恢复词，每组四个字符。</translation>
    </message>
    <message>
        <source>The study is locked. Its key is made from your passphrase.</source>
        <translation>研究已锁定。密钥由您的口令生成。</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>恢复词</translation>
    </message>
    <message>
        <source>User name; may stay empty where there is only one</source>
        <translation>用户名；只有一个用户时可留空</translation>
    </message>
    <message>
        <source>Unlocking …</source>
        <translation>正在解锁…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Use the passphrase</source>
        <translation>使用口令</translation>
    </message>
    <message>
        <source>Use the recovery words</source>
        <translation>使用恢复词</translation>
    </message>
    <message>
        <source>Open for reading only</source>
        <translation>只读打开</translation>
    </message>
</context>
<context>
    <name>casebook::UnlockPage</name>
    <message>
        <source>Clinical studies on this workstation. Everything is encrypted on disk and stays here.</source>
        <translation>本工作站上的临床研究。全部内容加密存盘，不离开本机。</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>新建研究</translation>
    </message>
    <message>
        <source>Open the sample study</source>
        <translation>打开示例研究</translation>
    </message>
    <message>
        <source>English</source>
        <comment>name of the language in force</comment>
        <translation>中文</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Keys and about (F1)</source>
        <translation>快捷键与关于（F1）</translation>
    </message>
    <message>
        <source>For research use only, not for diagnosis</source>
        <translation>仅供研究使用，不用于诊断</translation>
    </message>
    <message>
        <source>Casebook %1 · For research use only, not for diagnosis</source>
        <translation>Casebook %1 · 仅供研究使用，不用于诊断</translation>
    </message>
    <message>
        <source>No study yet</source>
        <translation>还没有研究</translation>
    </message>
    <message>
        <source>Make one, open a folder that has one, or look around in the sample study.</source>
        <translation>新建一个，打开已有研究的文件夹，或先看看示例研究。</translation>
    </message>
</context>
<context>
    <name>casebook::VolumeView</name>
    <message>
        <source>3D pane</source>
        <translation>三维窗格</translation>
    </message>
    <message>
        <source>The 3D view needs OpenGL on an X11 display, which is missing here. The planes are complete without it.</source>
        <translation>三维视图需要 X11 显示环境的 OpenGL，此处没有。各断面不受影响。</translation>
    </message>
    <message>
        <source>full quality</source>
        <translation>最佳画质</translation>
    </message>
    <message>
        <source>refining</source>
        <translation>正在细化</translation>
    </message>
</context>
<context>
    <name>casebook::WaitingCard</name>
    <message numerus="yes">
        <source>%1, %2, %n slice(s)</source>
        <comment>description, modality</comment>
        <translation>
            <numerusform>%1，%2，%n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>The exam holds images of two persons.</source>
        <translation>该检查含有两个人的影像。</translation>
    </message>
    <message>
        <source>The identity in the files matches no subject for certain.</source>
        <translation>文件中的身份信息与任何受试者都不能确定相符。</translation>
    </message>
    <message>
        <source>Choose subject</source>
        <translation>选择受试者</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message numerus="yes">
        <source>The identity in the files matches no subject for certain; %n subject(s) are close.</source>
        <translation>
            <numerusform>文件中的身份信息与任何受试者都不能确定相符；有 %n 名受试者接近。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::main</name>
    <message>
        <source>Recovery words of the new study (write them down, they are shown once):</source>
        <translation>新研究的恢复词（请抄下，仅显示这一次）：</translation>
    </message>
    <message>
        <source>Sample study, synthetic data. Its passphrase is public: %1</source>
        <translation>示例研究，模拟数据。其口令公开：%1</translation>
    </message>
</context>
</TS>
