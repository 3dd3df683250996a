"""The words of notices in Turkish and Vietnamese, as the two states' procurement portals write them. Data."""

LABELS = {
    "buyer": r"ihaleyi yapan idare|idare(?:nin adı)?|bên mời thầu|chủ đầu tư",
    "supplier": r"yüklenici|ihaleyi kazanan(?: istekli| firma)?|sözleşme imzalanan istekli"
    r"|(?:nhà thầu|đơn vị) trúng thầu",
    "project_number": r"ihale kayıt (?:no|numarası)|ikn|(?:số|mã) tbmt|số thông báo mời thầu"
    r"|số hiệu gói thầu",
    "project_name": r"işin adı|ihale konusu|tên gói thầu",
    "budget": r"yaklaşık maliyet|(?:giá|dự toán) gói thầu",
    "award": r"sözleşme bedeli|ihale bedeli|giá trúng thầu",
    "deadline": r"(?:son )?teklif verme tarihi|ihale tarihi(?: ve saati)?"
    r"|thời điểm (?:đóng|hết hạn nộp) thầu|thời hạn nộp hồ sơ dự thầu",
    "published": r"(?:yayın|ilan) tarihi|ngày đăng tải(?: thông báo)?",
}
"""field -> labels, a pattern that ignores case"""

STAGES = (
    ("failed", r"hủy thầu"),
    ("cancelled", r"ihale(?:nin)? iptal|iptal ilanı"),
    ("correction", r"düzeltme ilanı|đính chính|gia hạn"),
    ("award", r"ihale sonuc|sonuç ilanı|kết quả lựa chọn nhà thầu|trúng thầu"),
    ("tender", r"ihale ilanı|mời thầu"),
)
"""stage -> words of a title, the first that is found wins"""
